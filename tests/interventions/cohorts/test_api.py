"""Cohorts over HTTP, on a real database."""

import asyncio

import pytest

from builders.interventions.cohorts import a_cohort, dated, placed, planned, some_sessions
from builders.interventions.personas import commissioner, offender_manager, other_trust, programme_team, trust_system
from builders.interventions.referrals import a_withdrawal
from house.running import Running, once


async def test_a_cohort_is_planned_with_the_accredited_number_of_sessions(interventions: Running):
    cohort = await planned(interventions)

    assert (cohort["sessions_planned"], cohort["capacity"], cohort["places_taken"], cohort["sessions"]) == (19, 10, 0, [])


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"capacity": 13}, 422, "capacity_outside_range"),
        ({"capacity": 3}, 422, "capacity_outside_range"),
        ({"sessions_planned": 12}, 422, "sessions_not_as_accredited"),
        ({"programme_code": "C-SOGP", "capacity": 8}, 422, "sessions_needed"),
        ({"programme_code": "NOSUCH"}, 422, "unknown_code"),
        ({"programme_code": "CHROMIS"}, 409, "programme_not_in_the_community"),
        ({"programme_code": "BBR"}, 409, "programme_not_offered"),
    ],
)
async def test_a_cohort_that_the_catalogue_does_not_allow_is_refused(interventions: Running, changes, status, code):
    async with interventions.as_(programme_team) as client:
        answer = await client.post("/v1/cohorts", json=a_cohort(**changes), headers=once())

    problem = answer.json()
    assert answer.status_code == status, answer.text
    assert code in {problem["code"], *(error["code"] for error in problem["errors"])}


async def test_a_trust_plans_cohorts_for_itself_only(interventions: Running):
    async with interventions.as_(trust_system) as client:
        elsewhere = await client.post("/v1/cohorts", json=a_cohort(provider="WMP"), headers=once())
        nowhere = await client.post("/v1/cohorts", json=a_cohort(provider="NOSUCH"), headers=once())

    assert (elsewhere.status_code, nowhere.status_code) == (404, 422)
    assert nowhere.json()["errors"][0]["pointer"] == "/provider"


async def test_sessions_pass_over_bank_holidays_and_the_answer_names_them(interventions: Running):
    """27 and 28 December 2010 and 3 January 2011 were bank holidays. Source: domain notes, interventions 2.9."""
    cohort = await planned(interventions, starts_on="2010-12-06")
    async with interventions.as_(programme_team) as client:
        body = some_sessions(first_on="2010-12-06", weekdays=["monday"], sessions=5)
        answer = await client.post(f"/v1/cohorts/{cohort['cohort_id']}/sessions", json=body, headers=once())

    assert [row["held_on"] for row in answer.json()["data"]] == [
        "2010-12-06", "2010-12-13", "2010-12-20", "2011-01-10", "2011-01-17",
    ]  # fmt: skip
    assert answer.json()["bank_holidays_skipped"] == ["2010-12-27", "2011-01-03"]


async def test_sessions_that_are_dated_later_go_on_counting_up_to_the_planned_number(interventions: Running):
    cohort = await planned(interventions)
    path = f"/v1/cohorts/{cohort['cohort_id']}/sessions"
    async with interventions.as_(programme_team) as client:
        first = await client.post(path, json=some_sessions(sessions=18), headers=once())
        rest = await client.post(path, json=some_sessions(first_on="2011-01-03"), headers=once())
        too_many = await client.post(path, json=some_sessions(first_on="2011-03-01", sessions=1), headers=once())

    assert [row["number"] for row in first.json()["data"]] == list(range(1, 19))
    assert [row["number"] for row in rest.json()["data"]] == [19]
    assert (too_many.status_code, too_many.json()["code"]) == (409, "more_sessions_than_planned")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"first_on": "2010-09-05"}, 422, "before_the_cohort_starts"),
        ({"first_on": "2099-12-30"}, 409, "date_outside_calendar"),
        ({"weekdays": []}, 422, "too_short"),
    ],
)
async def test_sessions_that_cannot_be_dated_are_refused(interventions: Running, changes, status, code):
    cohort = await planned(interventions)
    async with interventions.as_(programme_team) as client:
        path = f"/v1/cohorts/{cohort['cohort_id']}/sessions"
        answer = await client.post(path, json=some_sessions(**changes), headers=once())

    problem = answer.json()
    assert answer.status_code == status, answer.text
    assert code in {problem["code"], *(error["code"] for error in problem["errors"])}


async def test_a_cohort_meets_once_a_day_and_in_the_order_of_days(interventions: Running):
    cohort = await planned(interventions)
    path = f"/v1/cohorts/{cohort['cohort_id']}/sessions"
    async with interventions.as_(programme_team) as client:
        await client.post(path, json=some_sessions(sessions=2), headers=once())
        again = await client.post(path, json=some_sessions(first_on="2010-09-09", sessions=1), headers=once())
        before = await client.post(path, json=some_sessions(weekdays=["tuesday"], sessions=1), headers=once())

    assert (again.status_code, again.json()["code"]) == (409, "session_day_taken")
    assert (before.status_code, before.json()["errors"][0]["code"]) == (422, "before_the_last_session")


async def test_no_session_is_dated_after_the_order_of_somebody_who_holds_a_place(interventions: Running):
    cohort = await planned(interventions)
    await placed(interventions, cohort)
    leaving = await placed(interventions, cohort, order_ends_on="2010-09-30")
    path = f"/v1/cohorts/{cohort['cohort_id']}/sessions"
    async with interventions.as_(programme_team) as client:
        refused = await client.post(path, json=some_sessions(first_on="2010-10-04", sessions=1), headers=once())
    async with interventions.as_(offender_manager) as client:
        body = a_withdrawal(withdrawn_on="2010-09-30")
        await client.post(f"/v1/referrals/{leaving['referral_id']}/withdrawal", json=body, headers=once())
    async with interventions.as_(programme_team) as client:
        accepted = await client.post(path, json=some_sessions(first_on="2010-10-04", sessions=1), headers=once())

    assert (refused.status_code, refused.json()["code"]) == (409, "after_an_order_ends")
    assert accepted.status_code == 201, accepted.text


async def test_two_who_date_sessions_at_once_do_not_date_more_than_planned(interventions: Running):
    cohort = await planned(interventions)
    path = f"/v1/cohorts/{cohort['cohort_id']}/sessions"
    async with interventions.as_(programme_team) as client:
        answers = await asyncio.gather(*(client.post(path, json=some_sessions(), headers=once()) for _ in range(5)))
        sessions = (await client.get(f"/v1/cohorts/{cohort['cohort_id']}")).json()["sessions"]

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert [session["number"] for session in sessions] == list(range(1, 20))


async def test_a_cohort_out_of_reach_looks_like_one_that_is_not_there(interventions: Running):
    cohort = await dated(interventions)
    async with interventions.as_(other_trust) as client:
        hidden = await client.get(f"/v1/cohorts/{cohort['cohort_id']}")
        change = await client.post(f"/v1/cohorts/{cohort['cohort_id']}/sessions", json=some_sessions(), headers=once())
        listed = await client.get("/v1/cohorts", params={"provider": "LDN"})

    assert (hidden.status_code, change.status_code, listed.json()["data"]) == (404, 404, [])


async def test_the_purchaser_of_the_region_reads_cohorts_and_cannot_plan_any(interventions: Running):
    cohort = await planned(interventions)
    async with interventions.as_(commissioner) as client:
        assert (await client.get(f"/v1/cohorts/{cohort['cohort_id']}")).status_code == 200
        assert (await client.post("/v1/cohorts", json=a_cohort(), headers=once())).status_code == 403


async def test_every_cohort_of_a_programme_stands_on_exactly_one_page_the_next_to_start_first(interventions: Running):
    made = [
        await planned(interventions, programme_code="DID", starts_on=f"2011-{1 + n % 12:02d}-{1 + n % 28:02d}") for n in range(60)
    ]
    seen, after = [], None
    async with interventions.as_(offender_manager) as client:
        while True:
            query = {"provider": "LDN", "programme_code": "DID"} | ({"after": after} if after else {})
            page = (await client.get("/v1/cohorts", params=query)).json()
            seen, after = seen + page["data"], page["next_after"]
            if after is None:
                break

    assert sorted(row["cohort_id"] for row in seen) == sorted(row["cohort_id"] for row in made)
    assert [row["starts_on"] for row in seen] == sorted(row["starts_on"] for row in made)
