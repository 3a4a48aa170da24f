"""Recording orders and custodial sentences, and telling interventions of each requirement."""

import asyncio

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import (
    PROGRAMME,
    UNPAID_WORK,
    custodial_sentence_to_record,
    order_made,
    order_to_make,
    suspended_order_to_make,
)
from house.running import Running, once

DRUG_REHABILITATION = {"code": "DRR", "ends_on": "2011-10-03", "consented": True}


def wire(model) -> dict[str, object]:
    return model.model_dump(mode="json")


async def events_about(service: Running, crn: str, kind: str) -> list[dict]:
    async with service.as_(personas.auditor) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()
    return [event for event in feed if event["subject"] == crn and event["type"] == kind]


async def test_an_order_with_a_programme_and_unpaid_work_is_recorded_as_pronounced(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await order_made(client, crn, PROGRAMME, UNPAID_WORK)
        read = await client.get(f"/v1/orders/{made['order_id']}")

    assert read.json() == made
    told = [(r["code"], r["name"], r["quantity"], r["unit"], r["programme_code"]) for r in made["requirements"]]
    assert told == [("PROG", "Programme", 30, "days as specified", "TSP"), ("UPW", "Unpaid work", 120, "hours", None)]


async def test_each_requirement_travels_to_interventions_by_its_own_event(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await order_made(client, crn, PROGRAMME, UNPAID_WORK, DRUG_REHABILITATION)
    told = await events_about(service, crn, "offender_mgmt.requirement.imposed")

    assert [event["data"]["requirement_id"] for event in told] == [r["requirement_id"] for r in made["requirements"]]
    assert [(event["data"]["requirement_code"], event["data"]["quantity"], event["data"]["unit"]) for event in told] == [
        ("PROG", 30, "days as specified"),
        ("UPW", 120, "hours"),
        ("DRR", None, None),
    ]
    assert {event["data"]["order_id"] for event in told} == {made["order_id"]}
    assert all("Marlow" not in str(event) and "10501" not in str(event) for event in told)


async def test_what_the_act_does_not_allow_is_named_by_requirement_and_field(service: Running):
    too_much = order_to_make(
        PROGRAMME, {"code": "UPW", "quantity": 301}, {"code": "DRR", "ends_on": "2011-04-02"}, ends_on="2013-10-05"
    )
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        answer = await client.post(f"/v1/persons/{crn}/orders", json=wire(too_much), headers=once())

    assert (answer.status_code, answer.json()["code"]) == (409, "order_outside_the_act")
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("/ends_on", "longer_than_the_act_allows"),
        ("/requirements/1/quantity", "outside_limits"),
        ("/requirements/2/ends_on", "too_short"),
        ("/requirements/2/consented", "consent_needed"),
    }
    assert await events_about(service, crn, "offender_mgmt.requirement.imposed") == []


async def test_an_order_of_the_last_day_of_the_calendar_is_refused_like_any_other_of_the_future(service: Running):
    far = order_to_make({"code": "SUP", "ends_on": "9999-12-31"}, made_on="9999-12-31", ends_on="9999-12-31")
    async with service.as_(personas.offender_manager) as client:
        answer = await client.post(f"/v1/persons/{await registered(client)}/orders", json=wire(far), headers=once())

    assert (answer.status_code, answer.json()["code"]) == (409, "order_outside_the_act")


async def test_the_age_of_the_person_on_record_decides(service: Running):
    attendance_centre = order_to_make({"code": "ATTC", "quantity": 24})
    async with service.as_(personas.offender_manager) as client:
        older = await registered(client, date_of_birth="1985-09-01")
        younger = await registered(client, date_of_birth="1985-09-02")
        answers = [
            await client.post(f"/v1/persons/{crn}/orders", json=wire(attendance_centre), headers=once())
            for crn in (older, younger)
        ]

    assert [answer.status_code for answer in answers] == [409, 201]


async def test_a_suspended_sentence_order_keeps_its_custody_and_periods(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        answer = await client.post(f"/v1/persons/{crn}/orders", json=wire(suspended_order_to_make()), headers=once())

    assert answer.status_code == 201, answer.text
    assert answer.json()["custodial_term"] == {"years": 0, "months": 4, "weeks": 0, "days": 0}
    assert answer.json()["operational_period_ends_on"] == "2012-04-03"


async def test_a_repeated_request_makes_one_order(service: Running):
    key = once()
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        first, again = [await client.post(f"/v1/persons/{crn}/orders", json=wire(order_to_make()), headers=key) for _ in range(2)]

    assert first.json() == again.json()
    assert len(await events_about(service, crn, "offender_mgmt.requirement.imposed")) == 1


async def test_an_order_entered_twice_is_recorded_once_however_many_come_at_the_same_moment(service: Running):
    async with service.as_(personas.offender_manager) as client:
        path = f"/v1/persons/{await registered(client)}/orders"
        answers = await asyncio.gather(*(client.post(path, json=wire(order_to_make()), headers=once()) for _ in range(6)))
        later = await client.post(path, json=wire(order_to_make(PROGRAMME, ends_on="2011-10-03")), headers=once())
    (made,) = [answer.json()["order_id"] for answer in answers if answer.status_code == 201]

    refused = [answer for answer in (*answers, later) if answer.status_code != 201]
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(409, "order_on_record")] * 6
    assert made in later.json()["detail"]


@pytest.mark.parametrize(
    "other",
    [
        {"offence_code": "10502"},
        {"offence_committed_on": "2010-07-03"},
        {"made_on": "2010-10-05"},
        {"court": "crown_court"},
    ],
)
async def test_another_offence_day_or_court_has_an_order_of_its_own(service: Running, other: dict[str, str]):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        first, second = await order_made(client, crn), await order_made(client, crn, **other)

    assert first["order_id"] != second["order_id"]


async def test_a_requirement_that_stands_twice_in_one_order_is_named(service: Running):
    async with service.as_(personas.offender_manager) as client:
        path = f"/v1/persons/{await registered(client)}/orders"
        thrice = order_to_make(PROGRAMME, UNPAID_WORK, PROGRAMME, PROGRAMME | {"quantity": 40})
        answer = await client.post(path, json=wire(thrice), headers=once())

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        ("/requirements/2", "repeated"), ("/requirements/3", "repeated"),
    ]  # fmt: skip


async def test_the_trust_that_gets_an_order_sees_the_person_from_then_on(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        async with service.as_(personas.other_offender_manager) as other:
            before = await other.get(f"/v1/persons/{crn}")
            made = await order_made(client, crn, provider="WMP")
            after = await other.get(f"/v1/persons/{crn}")
            read = await other.get(f"/v1/orders/{made['order_id']}")

    assert (before.status_code, after.status_code, read.status_code) == (404, 200, 200)


async def test_an_order_out_of_reach_and_an_absent_one_look_the_same(service: Running):
    async with service.as_(personas.offender_manager) as client:
        made = await order_made(client, await registered(client))
    for stranger in (personas.other_offender_manager, personas.contractor_system, personas.unreaching):
        async with service.as_(stranger) as client:
            hidden = await client.get(f"/v1/orders/{made['order_id']}")
            absent = await client.get("/v1/orders/00000000-0000-4000-8000-000000000000")
            assert hidden.status_code == absent.status_code == 404
            assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


@pytest.mark.parametrize("path", ["orders", "custodial-sentences"])
async def test_nobody_sentences_a_person_out_of_reach(service: Running, path: str):
    body = order_to_make() if path == "orders" else custodial_sentence_to_record()
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
    async with service.as_(personas.other_offender_manager) as client:
        assert (await client.post(f"/v1/persons/{crn}/{path}", json=wire(body), headers=once())).status_code == 404


@pytest.mark.parametrize(
    "persona", [personas.programme_team, personas.offender_supervisor, personas.commissioner, personas.auditor]
)
async def test_only_offender_managers_and_their_systems_record_orders(service: Running, persona):
    async with service.as_(persona) as client:
        answer = await client.post("/v1/persons/A000001/orders", json=wire(order_to_make()), headers=once())

    assert answer.status_code == 403


async def test_a_custodial_sentence_is_recorded_as_passed(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        passed = await client.post(
            f"/v1/persons/{crn}/custodial-sentences", json=wire(custodial_sentence_to_record()), headers=once()
        )
        ipp = custodial_sentence_to_record(kind="ipp", length=None, minimum_term={"years": 2, "months": 6})
        indeterminate = await client.post(f"/v1/persons/{crn}/custodial-sentences", json=wire(ipp), headers=once())

    assert passed.status_code == indeterminate.status_code == 201
    assert passed.json()["length"] == {"years": 3, "months": 0, "weeks": 0, "days": 0}
    assert (indeterminate.json()["length"], indeterminate.json()["minimum_term"]["months"]) == (None, 6)


async def test_a_sentence_that_no_court_could_pass_is_refused(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        answer = await client.post(
            f"/v1/persons/{crn}/custodial-sentences", json=wire(custodial_sentence_to_record(kind="ipp")), headers=once()
        )

    assert (answer.status_code, answer.json()["code"]) == (409, "sentence_outside_the_act")
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/length", "/minimum_term"}
