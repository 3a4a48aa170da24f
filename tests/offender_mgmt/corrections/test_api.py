"""Corrections on a running service: the wrong line stays on record, and everything that rested on it follows."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from builders.offender_mgmt import personas
from builders.offender_mgmt.assessments import new_assessment
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.custody import correction, reception, release, transfer
from house.running import Running
from noms.chassis import clock

EARLIER = {"moved_on": "2010-06-11", "reason_code": "I", "moved_into": "RHI"}


async def correct(case: OpenCase, line: dict[str, Any], instead: dict[str, Any] | None) -> httpx.Response:
    return await case.post(f"movements/{line['movement_id']}/corrections", correction(instead))


async def test_a_corrected_line_stands_in_the_place_of_the_wrong_one_which_stays_on_record(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        wrong = await case.record("receptions", reception())
        right = await correct(case, wrong, EARLIER)
        custody, ledger = (await case.get("custody")).json(), (await case.get("movements")).json()

    assert right.status_code == 201, right.text
    assert right.json()["supersedes_movement_id"] == wrong["movement_id"]
    assert custody["received_on"] == "2010-06-11"
    assert [line["movement_id"] for line in custody["movements"]] == [right.json()["movement_id"]]
    assert [(line["moved_on"], line["correction_reason"]) for line in ledger["data"]] == [
        ("2010-06-14", None), ("2010-06-11", "Entered for the wrong day."),
    ]  # fmt: skip


async def test_why_somebody_was_moved_on_can_be_put_right_by_itself(service: Running):
    same = {"moved_on": "2010-11-02", "reason_code": "INT", "out_of": "RHI", "moved_into": "LWI"}
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        wrong = await case.record("receptions", transfer(transfer_reason_code="SEC"))
        again = await correct(case, wrong, same | {"transfer_reason_code": "SEC"})
        right = await correct(case, wrong, same | {"transfer_reason_code": "NOTR"})

    assert (again.status_code, faults_in(again)) == (409, [("/instead", "nothing_changed")])
    assert (right.status_code, right.json()["transfer_reason_code"]) == (201, "NOTR")


async def test_where_anyone_was_on_any_day_follows_the_ledger(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("receptions", transfer())
        await case.record("releases", release(establishment_code="LWI", released_on="2011-03-14"))
        days = ("2010-06-13", "2010-06-14", "2010-11-01", "2010-11-02", "2011-03-13", "2011-03-14")
        found = [(await client.get(f"/v1/persons/{case.crn}/custody", params={"on": day})).json() for day in days]

    assert [(each["establishment_code"], each["presence"]) for each in found] == [
        (None, "not_received"), ("RHI", "in_establishment"), ("RHI", "in_establishment"), ("LWI", "in_establishment"),
        ("LWI", "in_establishment"), (None, "released"),
    ]  # fmt: skip
    assert [each["on"] for each in found] == list(days)


async def test_what_was_known_on_a_day_is_what_was_recorded_by_then(service: Running):
    yesterday, today = clock.today() - timedelta(days=1), clock.today()
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        wrong = await case.record("receptions", reception())
        await correct(case, wrong, EARLIER)
        path, asked = f"/v1/persons/{case.crn}/custody", {"on": "2010-06-30"}
        before = (await client.get(path, params=asked | {"known_on": yesterday.isoformat()})).json()
        now = (await client.get(path, params=asked | {"known_on": today.isoformat()})).json()

    assert (before["presence"], before["movements"]) == ("not_received", [])
    assert (now["establishment_code"], now["received_on"]) == ("RHI", "2010-06-11")


async def test_a_line_withdrawn_lets_the_person_never_have_been_there(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        wrong = await case.record("receptions", transfer())
        withdrawn = await correct(case, wrong, None)
        custody = (await case.get("custody")).json()
    async with service.as_(personas.contractor_system) as contractor:
        seen = await case.seen_by(contractor).get("custody")

    assert (withdrawn.json()["kind"], withdrawn.json()["reason_code"]) == ("withdrawal", "VOID")
    assert (custody["establishment_code"], custody["received_on"]) == ("RHI", "2010-06-14")
    assert seen.status_code == 200


async def test_a_line_on_which_a_later_one_rests_is_not_taken_away_before_it(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        first = await case.record("receptions", reception())
        await case.record("receptions", transfer())
        refused = await correct(case, first, None)
        too_late = await correct(case, first, EARLIER | {"moved_on": "2010-11-03"})
        elsewhere = await correct(case, first, EARLIER | {"moved_into": "LEI"})

    assert (refused.status_code, faults_in(refused)) == (409, [("/instead", "contradicts_another_line")])
    assert "2010-11-02 (INT)" in refused.json()["errors"][0]["message"]
    assert ("/instead", "contradicts_another_line") in faults_in(too_late)
    assert faults_in(elsewhere) == [("/instead", "contradicts_another_line")]


async def test_a_correction_that_cannot_be_names_the_field(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        line = await case.record("receptions", reception())
        tried = {
            ("/instead/moved_into", "missing"): EARLIER | {"moved_into": None},
            ("/instead/out_of", "not_for_this_reason"): EARLIER | {"out_of": "LWI"},
            ("/instead/moved_into", "unknown_establishment"): EARLIER | {"moved_into": "QQI"},
            ("/instead/moved_on", "before_birth"): EARLIER | {"moved_on": "1950-01-01"},
            ("/instead/moved_on", "in_the_future"): EARLIER | {"moved_on": "2999-01-01"},
            ("/instead", "nothing_changed"): EARLIER | {"moved_on": "2010-06-14"},
        }
        answers = {fault: await correct(case, line, instead) for fault, instead in tried.items()}

    assert {fault for fault, answer in answers.items() if fault not in faults_in(answer)} == set()
    assert {answer.status_code for answer in answers.values()} == {409}


async def test_a_death_that_did_not_happen_is_taken_off_the_record(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        died = await case.record("releases", release(released_on="2010-08-01", reason_code="DEC"))
        before = await case.post("assessments", new_assessment())
        freed = {"moved_on": "2010-08-01", "reason_code": "CR", "out_of": "RHI"}
        assert (await correct(case, died, freed)).status_code == 201
        after = await case.post("assessments", new_assessment())

    assert (before.status_code, before.json()["code"]) == (409, "person_has_died")
    assert after.status_code == 201, after.text


async def test_the_record_opens_to_the_prison_where_the_person_was_after_all(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        wrong = await case.record("receptions", reception(establishment_code="LWI"))
        async with service.as_(personas.contractor_system) as contractor:
            before = await case.seen_by(contractor).get("custody")
            await correct(case, wrong, EARLIER)
            after = await case.seen_by(contractor).get("custody")
            feed = (await contractor.get("/v1/events", params={"limit": 5000})).json()

    assert (before.status_code, after.status_code) == (404, 200)
    assert [event["type"] for event in feed if event["subject"] == case.crn] == ["offender_mgmt.movement.corrected"]


async def test_of_two_corrections_of_one_line_at_once_one_stands_and_the_wrong_line_is_not_corrected_again(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        line = await case.record("receptions", reception())
        days = (EARLIER, EARLIER | {"moved_on": "2010-06-12"}, EARLIER | {"moved_on": "2010-06-10"})
        answers = await asyncio.gather(*(correct(case, line, instead) for instead in days))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    told = {code for answer in answers if answer.status_code == 409 for _, code in faults_in(answer)}
    assert told <= {"superseded_already"}


async def test_a_line_of_somebody_else_and_a_person_out_of_reach_are_not_found(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case, other = await an_open_case(client), await an_open_case(client)
        line = await case.record("receptions", reception())
        foreign = await correct(other, line, EARLIER)
        unknown = await correct(case, {"movement_id": str(uuid4())}, EARLIER)
    async with service.as_(personas.other_offender_manager) as client:
        hidden = await correct(case.seen_by(client), line, EARLIER)
        unread = await case.seen_by(client).get("movements")

    assert [answer.status_code for answer in (foreign, unknown, hidden, unread)] == [404] * 4
