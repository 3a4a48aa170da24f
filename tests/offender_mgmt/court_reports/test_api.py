"""Court reports on a running service: from the request to the court, and who finds them."""

import asyncio
from uuid import uuid4

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.court_reports import (
    allocation,
    completion,
    court_officer,
    delivery,
    proposal,
    report_request,
    step,
    withdrawal,
)
from house.running import Running


async def test_a_report_goes_from_the_request_to_the_court_with_every_step_kept(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with service.as_(court_officer) as client:
        made = await case.seen_by(client).record("court-reports", report_request())
        for act, body in (
            ("allocations", allocation()),
            ("allocations", allocation(officer_code="LDN0007", officer_name="Omar Finch", allocated_on="2010-09-06")),
            ("completion", completion()),
            ("delivery", delivery()),
        ):
            answer = await step(client, made["report_id"], act, body)
            assert answer.status_code == 201, answer.text
        read = (await client.get(f"/v1/court-reports/{made['report_id']}")).json()
        listed = (await case.seen_by(client).get("court-reports")).json()["data"]

    assert (made["state"], made["due_on"], made["in_time"]) == ("requested", "2010-09-22", None)
    assert (read["state"], read["in_time"], read["officer_code"]) == ("delivered", True, "LDN0007")
    assert read["proposal"]["requirements"][0] == {
        "code": "UPW", "programme_code": None, "quantity": 120, "ends_on": None, "consented": False,
    }  # fmt: skip
    assert [(move["state"], move["officer_code"]) for move in read["moves"]] == [
        ("requested", None), ("allocated", "LDN0142"), ("allocated", "LDN0007"), ("completed", "LDN0007"), ("delivered", "LDN0007"),
    ]  # fmt: skip
    assert listed == [read] == [answer.json()]


async def test_a_report_delivered_after_its_last_day_is_late(service: Running):
    async with service.as_(court_officer) as client, service.as_(personas.offender_manager) as manager:
        made = await (await an_open_case(manager)).seen_by(client).record("court-reports", report_request(report_type="fast"))
        await step(client, made["report_id"], "allocations", allocation())
        await step(client, made["report_id"], "completion", completion())
        late = await step(client, made["report_id"], "delivery", delivery())

    assert (made["due_on"], late.json()["in_time"]) == ("2010-09-08", False)


@pytest.mark.parametrize(
    ("act", "body"), [("completion", completion()), ("delivery", delivery())], ids=["not yet allocated", "not yet completed"]
)
async def test_a_step_that_does_not_follow_is_refused(service: Running, act: str, body: object):
    async with service.as_(personas.offender_manager) as client:
        made = await (await an_open_case(client)).record("court-reports", report_request())
        refused = await step(client, made["report_id"], act, body)  # type: ignore[arg-type]  # either of two requests

    assert (refused.status_code, refused.json()["code"]) == (409, "report_move_not_allowed")


async def test_a_withdrawn_report_takes_no_further_step(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("court-reports", report_request())
        gone = await step(client, made["report_id"], "withdrawal", withdrawal())
        refused = await step(client, made["report_id"], "allocations", allocation(allocated_on="2010-09-13"))
        anew = await case.post("court-reports", report_request())

    assert (gone.json()["state"], gone.json()["moves"][-1]["reason"]) == ("withdrawn", "Sentenced elsewhere.")
    assert (refused.json()["code"], anew.status_code) == ("report_move_not_allowed", 201)


async def test_a_proposal_outside_the_act_is_refused_with_its_requirement_and_nothing_changes(service: Running):
    too_long = completion(proposal=proposal(requirements=[{"code": "UPW", "quantity": 400}]))
    async with service.as_(personas.offender_manager) as client:
        made = await (await an_open_case(client)).record("court-reports", report_request())
        await step(client, made["report_id"], "allocations", allocation())
        refused = await step(client, made["report_id"], "completion", too_long)
        read = (await client.get(f"/v1/court-reports/{made['report_id']}")).json()

    assert (refused.json()["code"], faults_in(refused)) == (
        "proposal_outside_the_act", [("/proposal/requirements/0/quantity", "outside_limits")],
    )  # fmt: skip
    assert (read["state"], len(read["moves"])) == ("allocated", 2)


async def test_a_step_before_the_one_before_is_refused(service: Running):
    async with service.as_(personas.offender_manager) as client:
        made = await (await an_open_case(client)).record("court-reports", report_request())
        refused = await step(client, made["report_id"], "allocations", allocation(allocated_on="2010-08-31"))

    assert faults_in(refused) == [("/allocated_on", "before_the_step_before")]


async def test_of_many_equal_requests_at_once_one_stands_and_of_many_deliveries_one(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        asked = await asyncio.gather(*(case.post("court-reports", report_request()) for _ in range(4)))
        (made,) = [answer.json() for answer in asked if answer.status_code == 201]
        await step(client, made["report_id"], "allocations", allocation())
        await step(client, made["report_id"], "completion", completion())
        sent = await asyncio.gather(*(step(client, made["report_id"], "delivery", delivery()) for _ in range(4)))

    assert {answer.json()["code"] for answer in asked if answer.status_code != 201} == {"report_asked_for"}
    assert sorted(answer.status_code for answer in sent) == [201, 409, 409, 409]


async def test_the_trust_that_is_to_write_the_report_sees_the_person_from_then_on(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("court-reports", report_request(provider="WMP"))
    async with service.as_(personas.other_offender_manager) as client:
        given = await step(client, made["report_id"], "allocations", allocation(officer_code="WMP0001"))

    assert given.status_code == 201, given.text


async def test_hidden_and_absent_look_the_same_for_every_operation(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("court-reports", report_request())
    acts = (("allocations", allocation()), ("completion", completion()), ("delivery", delivery()), ("withdrawal", withdrawal()))
    for persona in (personas.other_offender_manager, personas.offender_supervisor, personas.unreaching):
        async with service.as_(persona) as client:
            hidden, absent = case.seen_by(client), OpenCase(client, "Z999999")
            pairs = [
                (await hidden.get("court-reports"), await absent.get("court-reports")),
                (await hidden.post("court-reports", report_request()), await absent.post("court-reports", report_request())),
                (await client.get(f"/v1/court-reports/{made['report_id']}"), await client.get(f"/v1/court-reports/{uuid4()}")),
                *[
                    (await step(client, made["report_id"], act, body), await step(client, uuid4(), act, body))
                    for act, body in acts
                ],
            ]
        for one, other in pairs:
            assert one.status_code == other.status_code == 404
            assert {**one.json(), "instance": ""} == {**other.json(), "instance": ""}


async def test_a_programme_team_neither_reads_nor_writes_court_reports(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with service.as_(personas.programme_team) as client:
        mine = case.seen_by(client)
        answers = [await mine.get("court-reports"), await mine.post("court-reports", report_request())]

    assert [answer.status_code for answer in answers] == [403, 403]
