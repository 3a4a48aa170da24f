"""Withdrawal over HTTP, on a real database."""

import pytest

from builders.interventions.attendance import recorded
from builders.interventions.cohorts import dated, placed, planned
from builders.interventions.completion import completed
from builders.interventions.personas import offender_manager, other_trust, programme_team
from builders.interventions.referrals import a_withdrawal, referred
from house.running import Running, once


async def withdraw(interventions: Running, referral, persona=offender_manager, **changes):
    async with interventions.as_(persona) as client:
        path = f"/v1/referrals/{referral['referral_id']}/withdrawal"
        return await client.post(path, json=a_withdrawal(**changes), headers=once())


async def test_a_withdrawal_keeps_its_reason_and_sets_the_place_free(interventions: Running):
    cohort = await planned(interventions)
    answer = await withdraw(interventions, await placed(interventions, cohort))

    assert (answer.status_code, answer.json()["state"]) == (201, "withdrawn")
    assert (answer.json()["moves"][-1]["reason"], answer.json()["moves"][-1]["on"]) == ("moved", "2010-10-04")
    async with interventions.as_(programme_team) as client:
        assert (await client.get(f"/v1/cohorts/{cohort['cohort_id']}")).json()["places_taken"] == 0


async def test_a_closed_referral_is_not_withdrawn(interventions: Running):
    referral = await completed(interventions, await dated(interventions))
    answer = await withdraw(interventions, referral, withdrawn_on="2011-01-10")

    assert (answer.status_code, answer.json()["code"]) == (409, "move_not_allowed")


@pytest.mark.parametrize("withdrawn_on", ["2010-07-11", "2098-01-01"])
async def test_a_withdrawal_lies_between_the_last_move_and_today(interventions: Running, withdrawn_on):
    answer = await withdraw(interventions, await referred(interventions), withdrawn_on=withdrawn_on)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/withdrawn_on")


async def test_nobody_leaves_before_the_last_session_that_is_on_the_register(interventions: Running):
    cohort = await dated(interventions)
    referral = await placed(interventions, cohort)
    await recorded(interventions, referral, cohort["sessions"][2])
    await recorded(interventions, referral, cohort["sessions"][0])
    early = await withdraw(interventions, referral, withdrawn_on=cohort["sessions"][1]["held_on"])

    assert (early.status_code, early.json()["errors"][0]["code"]) == (422, "before_the_last_session")
    assert (await withdraw(interventions, referral, withdrawn_on=cohort["sessions"][2]["held_on"])).status_code == 201


async def test_the_programme_team_reports_and_the_officer_withdraws(interventions: Running):
    referral = await referred(interventions)

    assert (await withdraw(interventions, referral, programme_team)).status_code == 403
    assert (await withdraw(interventions, referral, other_trust)).status_code == 404
