"""Completion over HTTP, on a real database."""

import asyncio
from collections import Counter

import pytest

from builders.interventions.attendance import recorded, sat_through
from builders.interventions.cohorts import dated, placed
from builders.interventions.completion import KINDS, an_evidence, completed, evidenced
from builders.interventions.personas import auditor, offender_manager, other_trust, programme_team
from house.running import Running, once
from noms.contracts.interventions.referral_events import ProgrammeCompleted


@pytest.fixture(scope="module")
async def cohort(interventions: Running):
    return await dated(interventions, capacity=12)


async def post(interventions: Running, referral, body, persona=programme_team):
    async with interventions.as_(persona) as client:
        return await client.post(f"/v1/referrals/{referral['referral_id']}/completion-evidence", json=body, headers=once())


async def shown(interventions: Running, referral):
    async with interventions.as_(offender_manager) as client:
        return (await client.get(f"/v1/referrals/{referral['referral_id']}")).json()


async def test_three_evidences_do_not_complete_a_programme_and_the_fourth_does(interventions: Running, cohort):
    referral = await placed(interventions, cohort)
    await sat_through(interventions, referral, cohort)
    three = await evidenced(interventions, referral, *KINDS[:3])
    assert (three["missing"], three["completed_on"]) == (["recorded_on_system"], None)
    assert (await shown(interventions, referral))["state"] == "started"

    four = await evidenced(interventions, referral, KINDS[3], dated_on="2010-12-20")

    assert (four["missing"], four["completed_on"]) == ([], "2010-12-20")
    after = await shown(interventions, referral)
    assert (after["state"], after["moves"][-1]["on"], after["sessions_attended"]) == ("completed", "2010-12-20", 19)


async def test_a_completion_is_told_once_and_opens_to_its_four_documents(interventions: Running, cohort):
    referral = await completed(interventions, cohort)
    async with interventions.as_(auditor) as client:
        events = [event for event in (await client.get("/v1/events")).json() if event["subject"] == referral["crn"]]
        told = [event for event in events if event["type"] == ProgrammeCompleted.type]
        documents = (await client.get(ProgrammeCompleted.model_validate(told[0]["data"]).detail_url)).json()

    assert len(told) == 1
    assert told[0]["data"]["completed_on"] == "2010-12-15"
    assert events[-1]["data"]["state"] == "completed"
    assert [evidence["reference"] for evidence in documents["evidences"]] == [f"LDN/2010/{kind}" for kind in KINDS]


async def test_no_evidence_is_taken_while_a_session_is_not_accounted_for(interventions: Running, cohort):
    referral = await placed(interventions, cohort)
    for session in cohort["sessions"][:-1]:
        await recorded(interventions, referral, session)
    await recorded(interventions, referral, cohort["sessions"][-1], "AFTA")
    answer = await post(interventions, referral, an_evidence())

    assert (answer.status_code, answer.json()["code"]) == (409, "sessions_not_accounted_for")


async def test_whoever_missed_three_sessions_has_not_completed(interventions: Running, cohort):
    referral = await placed(interventions, cohort)
    await sat_through(interventions, referral, cohort, missed=(2, 3, 4))
    answer = await post(interventions, referral, an_evidence())

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_sessions_missed")


async def test_nothing_is_evidence_for_a_programme_that_has_not_started(interventions: Running, cohort):
    answer = await post(interventions, await placed(interventions, cohort), an_evidence())

    assert (answer.status_code, answer.json()["code"]) == (409, "programme_not_started")


@pytest.fixture(scope="module")
async def finished(interventions: Running, cohort):
    referral = await placed(interventions, cohort)
    await sat_through(interventions, referral, cohort)
    return referral


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (an_evidence(dated_on="2010-11-01"), "before_the_last_session"),
        (an_evidence(dated_on="2098-11-01"), "in_the_future"),
        (an_evidence("report_sent"), "report_not_written"),
    ],
)
async def test_an_evidence_on_an_impossible_day_names_the_field(interventions: Running, finished, body, code):
    answer = await post(interventions, finished, body)

    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/dated_on", code)]


async def test_the_same_evidence_sent_by_many_at_once_counts_once(interventions: Running, finished):
    answers = await asyncio.gather(*(post(interventions, finished, an_evidence()) for _ in range(5)))

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 4}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"already_evidenced"}


async def test_evidence_is_the_programme_teams_to_record_and_another_trust_sees_none(interventions: Running, finished):
    assert (await post(interventions, finished, an_evidence(), offender_manager)).status_code == 403
    assert (await post(interventions, finished, an_evidence(), other_trust)).status_code == 404
    async with interventions.as_(other_trust) as client:
        assert (await client.get(f"/v1/referrals/{finished['referral_id']}/completion-evidence")).status_code == 404
