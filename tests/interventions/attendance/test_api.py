"""Attendance over HTTP, on a real database."""

import asyncio
from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import select, text

from builders.interventions.attendance import an_outcome, recorded
from builders.interventions.cohorts import dated, placed, planned
from builders.interventions.completion import completed
from builders.interventions.personas import auditor, offender_manager, other_trust, programme_team
from builders.interventions.referrals import a_referral, a_withdrawal, suitable
from house.running import Running, once
from noms.chassis.database.rows import AuditRow
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.attendance import AttendanceRecorded


@pytest.fixture(scope="module")
async def cohort(interventions: Running):
    return await dated(interventions, capacity=12)


async def post(interventions: Running, session, body, persona=programme_team):
    async with interventions.as_(persona) as client:
        return await client.post(f"/v1/sessions/{session['session_id']}/attendance", json=body, headers=once())


async def state_of(interventions: Running, referral):
    async with interventions.as_(offender_manager) as client:
        shown = (await client.get(f"/v1/referrals/{referral['referral_id']}")).json()
    return shown["state"], shown["sessions_attended"]


async def starts(interventions: Running, day):
    async with interventions.as_(auditor) as client:
        figure = await client.get("/v1/measures/programme_starts", params={"provider": "LDN", "from": day, "to": day})
    return figure.json()["numerator"]


async def events_about(interventions: Running, referral, kind):
    async with interventions.as_(auditor) as client:
        events = (await client.get("/v1/events")).json()
    return [event for event in events if event["subject"] == referral["crn"] and event["type"] == kind]


async def test_an_unacceptable_absence_travels_back_as_a_failure_to_comply(interventions: Running, cohort):
    referral = await placed(interventions, cohort)
    absence = await recorded(interventions, referral, cohort["sessions"][0], "UAAB")

    assert (absence["outcome"], absence["failure_to_comply"], absence["attended"]) == ("Unacceptable absence", True, False)
    (event,) = await events_about(interventions, referral, "interventions.attendance.recorded")
    said = AttendanceRecorded.model_validate(event["data"])
    assert (said.failure_to_comply, said.outcome_code, str(said.on)) == (True, "UAAB", "2010-09-06")
    assert str(said.attendance_id) == absence["attendance_id"]
    assert await state_of(interventions, referral) == ("allocated", 0)


async def test_the_first_session_attended_starts_the_programme_on_its_day(interventions: Running, cohort):
    referral = await placed(interventions, cohort)
    await recorded(interventions, referral, cohort["sessions"][0], "AAME")
    await recorded(interventions, referral, cohort["sessions"][1])
    await recorded(interventions, referral, cohort["sessions"][2])

    assert await state_of(interventions, referral) == ("started", 2)
    started = [event["data"] for event in await events_about(interventions, referral, "interventions.referral.moved")][-1]
    assert (started["state"], started["on"], started["sessions_attended"]) == ("started", cohort["sessions"][1]["held_on"], 1)


async def test_a_correction_supersedes_the_record_and_both_stay_known(interventions: Running, cohort):
    referral, session = await placed(interventions, cohort), cohort["sessions"][3]
    first = await recorded(interventions, referral, session, "UAAB")
    correction = an_outcome(referral, "AAME", supersedes_attendance_id=first["attendance_id"])
    answer = await post(interventions, session, correction)

    assert answer.status_code == 201, answer.text
    async with interventions.as_(offender_manager) as client:
        register = (await client.get(f"/v1/sessions/{session['session_id']}/attendance")).json()
    standing = [row for row in register["data"] if row["referral_id"] == referral["referral_id"]]
    assert [(row["outcome_code"], row["supersedes_attendance_id"]) for row in standing] == [("AAME", first["attendance_id"])]
    events = await events_about(interventions, referral, "interventions.attendance.recorded")
    assert [(event["data"]["outcome_code"], event["data"]["supersedes_attendance_id"]) for event in events] == [
        ("UAAB", None),
        ("AAME", first["attendance_id"]),
    ]


async def corrected(interventions: Running, referral, session, first, code):
    return await post(interventions, session, an_outcome(referral, code, supersedes_attendance_id=first["attendance_id"]))


async def moves_of(interventions: Running, referral):
    events = await events_about(interventions, referral, "interventions.referral.moved")
    return [(event["data"]["state"], event["data"]["on"], event["data"]["sessions_attended"]) for event in events][3:]


async def test_a_correction_of_the_only_attended_session_takes_the_start_back_and_it_can_come_again(
    interventions: Running, cohort
):
    referral, session = await placed(interventions, cohort), cohort["sessions"][0]
    before = await starts(interventions, session["held_on"])
    first = await recorded(interventions, referral, session)
    absence = (await corrected(interventions, referral, session, first, "UAAB")).json()

    assert await state_of(interventions, referral) == ("allocated", 0)
    assert await starts(interventions, session["held_on"]) == before
    await corrected(interventions, referral, session, absence, "ATTC")
    assert await state_of(interventions, referral) == ("started", 1)
    assert await starts(interventions, session["held_on"]) == before + 1
    assert await moves_of(interventions, referral) == [
        ("started", "2010-09-06", 1), ("allocated", "2010-08-20", 0), ("started", "2010-09-06", 1),
    ]  # fmt: skip


async def test_a_start_is_dated_by_the_earliest_session_attended_and_not_by_the_first_recorded(interventions: Running, cohort):
    referral, sessions = await placed(interventions, cohort), cohort["sessions"]
    await recorded(interventions, referral, sessions[4])
    first = await recorded(interventions, referral, sessions[1])
    await recorded(interventions, referral, sessions[2])
    await corrected(interventions, referral, sessions[1], first, "AAME")

    days = [sessions[number]["held_on"] for number in (4, 1, 2)]
    assert await moves_of(interventions, referral) == [("started", days[0], 1), ("started", days[1], 2), ("started", days[2], 2)]


async def test_after_the_last_day_of_the_order_nobody_can_fail_to_comply_with_it(interventions: Running, cohort):
    referral = await placed(interventions, cohort)
    shortened = text("UPDATE referral SET order_ends_on = '2010-09-08' WHERE referral_id = :referral_id")
    async with await interventions.database.session(Caller.service("interventions")) as session:
        await session.execute(shortened, {"referral_id": UUID(referral["referral_id"])})
        await session.commit()
    answer = await post(interventions, cohort["sessions"][1], an_outcome(referral, "UAAB"))

    assert (answer.status_code, answer.json()["code"]) == (409, "after_the_order")
    assert await events_about(interventions, referral, "interventions.attendance.recorded") == []


async def test_a_second_record_without_saying_that_it_corrects_is_refused(interventions: Running, cohort):
    referral, session = await placed(interventions, cohort), cohort["sessions"][0]
    first = await recorded(interventions, referral, session)
    again = await post(interventions, session, an_outcome(referral, "UAAB"))
    elsewhere = await post(
        interventions, cohort["sessions"][1], an_outcome(referral, supersedes_attendance_id=first["attendance_id"])
    )

    assert (again.status_code, again.json()["code"]) == (409, "already_recorded")
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "not_the_standing_record")


async def test_of_many_corrections_at_once_one_stands(interventions: Running, cohort):
    referral, session = await placed(interventions, cohort), cohort["sessions"][0]
    first = await recorded(interventions, referral, session, "UAAB")
    correction = an_outcome(referral, "AAME", supersedes_attendance_id=first["attendance_id"])
    answers = await asyncio.gather(*(post(interventions, session, correction) for _ in range(6)))

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 5}


async def test_nobody_was_at_a_session_that_is_still_to_come(interventions: Running):
    later = await planned(interventions, starts_on="2097-09-02")
    referral = await placed(interventions, later, order_ends_on="2098-09-01")
    async with interventions.as_(programme_team) as client:
        path = f"/v1/cohorts/{later['cohort_id']}/sessions"
        body = {"first_on": "2097-09-02", "weekdays": ["monday"], "sessions": 1}
        (session,) = (await client.post(path, json=body, headers=once())).json()["data"]
    answer = await post(interventions, session, an_outcome(referral))

    assert (answer.status_code, answer.json()["code"]) == (409, "session_still_to_come")


async def test_an_outcome_needs_a_place_in_the_cohort_and_a_code_of_the_table(interventions: Running, cohort):
    session = cohort["sessions"][0]
    without = await post(interventions, session, an_outcome(await suitable(interventions)))
    unknown = await post(interventions, session, an_outcome(await placed(interventions, cohort), "NOSUCH"))

    assert (without.status_code, without.json()["code"]) == (409, "no_place_in_the_cohort")
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "/outcome_code")


async def test_after_a_withdrawal_an_absence_can_be_excused_and_nothing_new_is_recorded(interventions: Running, cohort):
    referral, session = await placed(interventions, cohort), cohort["sessions"][0]
    absence = await recorded(interventions, referral, session, "UAAB")
    async with interventions.as_(offender_manager) as client:
        await client.post(f"/v1/referrals/{referral['referral_id']}/withdrawal", json=a_withdrawal(), headers=once())
    excused = an_outcome(referral, "AAFC", supersedes_attendance_id=absence["attendance_id"])

    assert (await post(interventions, session, excused)).status_code == 201
    new = await post(interventions, cohort["sessions"][1], an_outcome(referral))
    after_leaving = await post(interventions, cohort["sessions"][-1], an_outcome(referral))
    assert (new.json()["code"], after_leaving.json()["code"]) == ("referral_closed", "no_place_in_the_cohort")


async def withdrawn(interventions: Running, referral):
    async with interventions.as_(offender_manager) as client:
        path = f"/v1/referrals/{referral['referral_id']}/withdrawal"
        assert (await client.post(path, json=a_withdrawal(), headers=once())).status_code == 201


async def test_a_correction_after_a_withdrawal_takes_the_start_back_or_gives_it_and_the_referral_stays_withdrawn(
    interventions: Running, cohort
):
    referral, session = await placed(interventions, cohort), cohort["sessions"][0]
    before = await starts(interventions, session["held_on"])
    first = await recorded(interventions, referral, session)
    await withdrawn(interventions, referral)
    assert await starts(interventions, session["held_on"]) == before + 1
    absence = (await corrected(interventions, referral, session, first, "UAAB")).json()

    assert await starts(interventions, session["held_on"]) == before
    assert await state_of(interventions, referral) == ("withdrawn", 0)
    await corrected(interventions, referral, session, absence, "ATTC")
    assert await starts(interventions, session["held_on"]) == before + 1
    async with interventions.as_(offender_manager) as client:
        shown = (await client.get(f"/v1/referrals/{referral['referral_id']}")).json()["moves"][3:]
    assert [(move["state"], move["on"], move["reason"]) for move in shown] == [
        ("started", "2010-09-06", None), ("withdrawn", "2010-10-04", "moved"),
        ("allocated", "2010-08-20", None), ("withdrawn", "2010-10-04", "moved"),
        ("started", "2010-09-06", None), ("withdrawn", "2010-10-04", "moved"),
    ]  # fmt: skip


async def test_a_correction_after_a_withdrawal_does_not_touch_the_referral_that_followed(interventions: Running, cohort):
    referral, session = await placed(interventions, cohort), cohort["sessions"][0]
    first = await recorded(interventions, referral, session)
    await withdrawn(interventions, referral)
    async with interventions.as_(offender_manager) as client:
        again = await client.post("/v1/referrals", json=a_referral(referral["requirement_id"]), headers=once())
        told = await moves_of(interventions, referral)
        await corrected(interventions, referral, session, first, "UAAB")
        queue = (await client.get("/v1/requirements", params={"provider": "LDN"})).json()["data"]

    (line,) = [line for line in queue if line["requirement_id"] == referral["requirement_id"]]
    assert (line["progress"], line["referral_id"]) == ("submitted", again.json()["referral_id"])
    assert await moves_of(interventions, referral) == told


async def test_a_completed_programme_is_closed_to_corrections(interventions: Running):
    group = await dated(interventions)
    referral = await completed(interventions, group)
    async with interventions.as_(programme_team) as client:
        register = (await client.get(f"/v1/sessions/{group['sessions'][0]['session_id']}/attendance")).json()
    body = an_outcome(referral, "UAAB", supersedes_attendance_id=register["data"][0]["attendance_id"])
    answer = await post(interventions, group["sessions"][0], body)

    assert (answer.status_code, answer.json()["code"]) == (409, "referral_closed")


async def test_whoever_reads_a_register_is_on_record_for_everybody_in_it(interventions: Running):
    group = await dated(interventions)
    referrals = [await placed(interventions, group) for _ in range(3)]
    first, second, empty = group["sessions"][:3]
    for referral in referrals:
        await recorded(interventions, referral, first)
    await recorded(interventions, referrals[0], second)

    assert await named_in_audit(interventions, first) == sorted(referral["crn"] for referral in referrals)
    assert await named_in_audit(interventions, second) == [referrals[0]["crn"]]
    assert await named_in_audit(interventions, empty) == [empty["session_id"]]


async def named_in_audit(interventions: Running, session):
    """Whom the audit names for one reading of the session's register."""
    async with interventions.as_(programme_team) as client:
        answer = await client.get(f"/v1/sessions/{session['session_id']}/attendance")
    of_this_request = (AuditRow.trace_id == answer.headers["traceparent"].split("-")[1], AuditRow.outcome == "done")
    async with interventions.database.engine.connect() as connection:
        found = await connection.execute(select(AuditRow.subject).where(*of_this_request, AuditRow.action == "read_register"))
        return sorted(found.scalars())


async def test_the_register_is_the_trusts_own(interventions: Running, cohort):
    referral, session = await placed(interventions, cohort), cohort["sessions"][0]

    assert (await post(interventions, session, an_outcome(referral), other_trust)).status_code == 404
    assert (await post(interventions, session, an_outcome(referral), offender_manager)).status_code == 403
    async with interventions.as_(other_trust) as client:
        assert (await client.get(f"/v1/sessions/{session['session_id']}/attendance")).status_code == 404
