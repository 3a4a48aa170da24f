"""Responsibility on a running service: derived from what is on record, one for each day, and never two decisions for one."""

import asyncio
from typing import Any

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager, offender_supervisor
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.custody import reception, release, transfer
from builders.offender_mgmt.licences import recalled
from builders.offender_mgmt.location_files import roll_line, taken_in
from builders.offender_mgmt.responsibility import decision, early_allocation
from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_to_make
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

population_manager = Persona("pam", "NOMS", CallerKind.STAFF, ("population-manager",), {"everything": True})


async def responsible(case: OpenCase, as_at: str) -> dict[str, Any]:
    answer = await case.get(f"responsibility?as_at={as_at}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def a_prisoner(client) -> OpenCase:
    """Three years from 17 May 2010, at Rye Hill from 14 June, with an offender manager of London."""
    case = await an_open_case(client)
    await case.record("custodial-sentences", custodial_sentence_to_record(sentenced_on="2010-05-17"))
    await case.record("receptions", reception(received_on="2010-06-14"))
    await case.record("allocations", offender_manager(starts_on="2010-06-16"))
    return case


async def test_before_an_officer_has_the_order_the_duty_officer_of_the_trust_answers(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("orders", order_to_make(made_on="2010-10-04"))
        await case.record("allocations", offender_manager(starts_on="2010-10-06"))
        eve, first, after = [await responsible(case, day) for day in ("2010-10-05", "2010-10-06", "2012-10-04")]

    assert (eve["officer"]["role"], eve["officer"]["provider"], eve["officer"]["officer_code"]) == ("duty_officer", "LDN", None)
    assert eve["ends"] == {"ended_by": "next_officer", "on": "2010-10-06"}
    assert (first["officer"]["officer_code"], first["reason_code"]) == ("LDN1042", "in_the_community")
    assert first["ends"] == {"ended_by": "sentence_ends", "on": "2012-10-04"}
    assert (after["responsible"], after["officer"], after["reason_code"]) == (None, None, "no_sentence")


async def test_in_prison_the_supervisor_is_responsible_while_the_release_is_unknown(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
        await case.record("allocations", offender_supervisor(starts_on="2010-06-16"))
        duty, officer = [await responsible(case, day) for day in ("2010-06-15", "2010-06-16")]

    assert (duty["officer"]["role"], duty["officer"]["establishment_code"]) == ("duty_officer", "RHI")
    assert (officer["responsible"], officer["reason_code"]) == ("custody", "release_unknown")
    assert officer["officer"]["officer_code"] == "RHI0207"
    assert officer["handover"]["rules_from"] == "2004-06-01"


async def test_after_a_transfer_the_new_prison_answers_and_after_release_the_manager(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
        await case.record("allocations", offender_supervisor(starts_on="2010-06-16"))
        await case.record("receptions", transfer(received_on="2010-11-02"))
        await case.record("releases", release(establishment_code="LWI", released_on="2011-03-14"))
        before, moved, released = [await responsible(case, day) for day in ("2010-11-01", "2010-11-02", "2011-03-14")]

    assert before["ends"] == {"ended_by": "movement", "on": "2010-11-02"}
    assert (moved["officer"]["role"], moved["officer"]["establishment_code"]) == ("duty_officer", "LWI")
    assert (released["responsible"], released["officer"]["officer_code"]) == ("community", "LDN1042")


async def test_a_recall_keeps_the_community_responsible(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
        await case.record("releases", release(released_on="2011-03-14"))
        await case.record("receptions", reception(received_on="2011-09-01", reason_code="L"))
        found = await responsible(case, "2011-09-02")

    assert (found["responsible"], found["reason_code"], found["officer"]["officer_code"]) == ("community", "recalled", "LDN1042")


async def test_a_recall_on_record_counts_whatever_the_nightly_file_says_of_the_return(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(population_manager) as sender:
        case = await a_prisoner(client)
        await case.record("releases", release(released_on="2011-03-14"))
        recall = await recalled(client, case.crn, recalled_on="2011-08-30")
        path = f"/v1/recalls/{recall['recall_id']}/return"
        back = await client.post(path, json={"returned_to_custody_on": "2011-09-01"}, headers=once())
        assert back.status_code == 200, back.text
        await taken_in(sender, [roll_line(case.crn, received_on="2011-09-01")], on="2011-09-01")
        found = await responsible(case, "2011-09-02")

    assert (found["responsible"], found["reason_code"]) == ("community", "recalled")


async def test_circumstances_change_the_answer_from_their_own_day_on(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
        await case.record("handover-circumstances", early_allocation(kind="immigration_only", applies_from="2010-09-01"))
        before, after = [await responsible(case, day) for day in ("2010-08-31", "2010-09-01")]

    assert (before["responsible"], before["ends"]["on"]) == ("custody", "2010-09-01")
    assert (after["responsible"], after["reason_code"]) == ("community", "immigration_only")


async def test_a_decision_stands_for_its_days_and_is_told(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
        await case.record("responsibility-decisions", decision())
        found, after = [await responsible(case, day) for day in ("2010-08-02", "2010-10-04")]
        kept = (await case.get("responsibility-decisions")).json()["data"]
    async with service.as_(personas.trust_system) as client:
        feed = (await client.get("/v1/events", params={"limit": 5000})).json()

    assert (found["responsible"], found["reason_code"]) == ("community", "decided")
    assert found["ends"] == {"ended_by": "decision", "on": "2010-10-04"}
    assert after["responsible"] == "custody"
    assert [line["starts_on"] for line in kept] == ["2010-08-02"]
    assert "offender_mgmt.responsibility.decided" in {event["type"] for event in feed if event["subject"] == case.crn}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"ends_on": "2010-08-02"}, ("/ends_on", "before_start")),
        ({"starts_on": "2009-08-02", "ends_on": "2009-09-02"}, ("/starts_on", "no_sentence")),
        ({"starts_on": "2010-09-01", "ends_on": None}, ("/starts_on", "decided_already")),
    ],
)
async def test_a_decision_that_cannot_stand_names_its_field(service: Running, changes, fault):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
        await case.record("responsibility-decisions", decision(starts_on="2010-09-20", ends_on="2010-10-20"))
        refused = await case.post("responsibility-decisions", decision(**changes))

    assert (refused.status_code, refused.json()["code"]) == (409, "decision_refused")
    assert fault in faults_in(refused)


async def test_a_decision_without_an_end_lasts_until_the_next_one_begins_and_then_the_rules_decide(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
        await case.record("responsibility-decisions", decision(starts_on="2010-08-02", ends_on=None))
        same_day = await case.post("responsibility-decisions", decision(starts_on="2010-08-02", ends_on=None))
        await case.record(
            "responsibility-decisions", decision(starts_on="2010-09-01", ends_on="2010-09-02", responsible="custody")
        )
        found = [(await responsible(case, day))["reason_code"] for day in ("2010-08-31", "2010-09-01", "2010-09-02")]
        kept = (await case.get("responsibility-decisions")).json()["data"]

    assert faults_in(same_day) == [("/starts_on", "decided_already")]
    assert [reason == "decided" for reason in found] == [True, True, False]
    assert [(line["starts_on"], line["ends_on"]) for line in kept] == [("2010-08-02", "2010-09-01"), ("2010-09-01", "2010-09-02")]


async def test_of_many_decisions_at_once_for_the_same_days_one_stands(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
        answers = await asyncio.gather(*(case.post("responsibility-decisions", decision()) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


async def test_responsibility_of_a_hidden_person_is_absent(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
    async with service.as_(personas.other_offender_manager) as other:
        hidden = case.seen_by(other)
        answers = [
            await hidden.get("responsibility"),
            await hidden.get("responsibility-decisions"),
            await hidden.post("responsibility-decisions", decision()),
            await OpenCase(other, "Z999999").get("responsibility"),
        ]
    async with service.as_(personas.contractor_system) as prison:
        assert (await case.seen_by(prison).get("responsibility")).status_code == 200

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "not_found")}


@pytest.mark.parametrize("as_at", ["0001-01-01", "9999-12-31"])
async def test_the_first_and_the_last_day_of_the_calendar_are_answered(service: Running, as_at: str):
    async with service.as_(personas.offender_manager) as client:
        case = await a_prisoner(client)
        life = custodial_sentence_to_record(kind="life", length=None, minimum_term={"years": 12}, sentenced_on="2010-05-17")
        await case.record("custodial-sentences", life)
        found = await responsible(case, as_at)
    assert found["responsible"] == (None if as_at.startswith("0001") else "community")  # long after the tariff
