"""Places over HTTP: the last one goes to one person only."""

import asyncio
from collections import Counter

import pytest

from builders.interventions.cohorts import a_place, dated, placed, planned
from builders.interventions.personas import offender_manager, other_trust, programme_team
from builders.interventions.referrals import a_withdrawal, referred, suitable
from house.running import Running, once


async def take(interventions: Running, cohort, *referrals, **changes):
    async with interventions.as_(programme_team) as client:
        path = f"/v1/cohorts/{cohort['cohort_id']}/places"
        return await asyncio.gather(*(client.post(path, json=a_place(one, **changes), headers=once()) for one in referrals))


async def test_a_suitable_referral_takes_the_lowest_free_place_and_is_allocated(interventions: Running):
    cohort, referral = await dated(interventions), await suitable(interventions)
    (answer,) = await take(interventions, cohort, referral)

    taken = answer.json()
    assert (answer.status_code, taken["number"], taken["places_taken"], taken["capacity"]) == (201, 1, 1, 10)
    async with interventions.as_(offender_manager) as client:
        after = (await client.get(f"/v1/referrals/{referral['referral_id']}")).json()
    assert (after["state"], after["cohort_id"]) == ("allocated", cohort["cohort_id"])


async def test_thirty_who_ask_at_the_same_instant_for_twelve_places_get_twelve(interventions: Running):
    cohort = await dated(interventions, capacity=12)
    referrals = [await suitable(interventions) for _ in range(30)]
    answers = await take(interventions, cohort, *referrals)

    assert Counter(answer.status_code for answer in answers) == {201: 12, 409: 18}
    assert sorted(answer.json()["number"] for answer in answers if answer.status_code == 201) == list(range(1, 13))
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"cohort_full"}
    async with interventions.as_(programme_team) as client:
        assert (await client.get(f"/v1/cohorts/{cohort['cohort_id']}")).json()["places_taken"] == 12
        states = [(await client.get(f"/v1/referrals/{one['referral_id']}")).json()["state"] for one in referrals]
    assert Counter(states) == {"allocated": 12, "suitable": 18}, "whoever was refused can be placed elsewhere"


async def test_the_last_place_goes_to_one_person_time_after_time(interventions: Running):
    cohort = await planned(interventions, capacity=4)
    await take(interventions, cohort, *[await suitable(interventions) for _ in range(3)])
    rivals = [await suitable(interventions) for _ in range(8)]
    for _ in range(4):
        answers = await take(interventions, cohort, *rivals)
        (winner,) = [answer.json() for answer in answers if answer.status_code == 201]
        assert winner["number"] == 4
        async with interventions.as_(offender_manager) as client:
            path = f"/v1/referrals/{winner['referral_id']}/withdrawal"
            assert (await client.post(path, json=a_withdrawal(), headers=once())).status_code == 201
        rivals = [rival for rival in rivals if rival["referral_id"] != winner["referral_id"]]


async def test_one_person_cannot_take_two_places_at_once(interventions: Running):
    cohorts = [await planned(interventions) for _ in range(6)]
    referral = await suitable(interventions)
    async with interventions.as_(programme_team) as client:
        answers = await asyncio.gather(
            *(
                client.post(f"/v1/cohorts/{cohort['cohort_id']}/places", json=a_place(referral), headers=once())
                for cohort in cohorts
            )
        )

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 5}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"referral_not_suitable"}


@pytest.mark.parametrize(
    ("of_requirement", "of_cohort", "of_request", "refused"),
    [
        ({}, {"programme_code": "ETS"}, {}, (409, "another_programme")),
        ({}, {}, {"taken_on": "2010-09-07"}, (409, "cohort_has_started")),
        ({"order_ends_on": "2010-10-31"}, {}, {}, (409, "dose_does_not_fit")),
        ({}, {}, {"taken_on": "2010-07-25"}, (422, "before_suitability")),
        ({}, {}, {"taken_on": "2098-07-25"}, (422, "in_the_future")),
    ],
)
async def test_a_place_that_would_not_help_is_refused(interventions: Running, of_requirement, of_cohort, of_request, refused):
    cohort, referral = await dated(interventions, **of_cohort), await suitable(interventions, **of_requirement)
    (answer,) = await take(interventions, cohort, referral, **of_request)

    problem = answer.json()
    assert refused in {(answer.status_code, code) for code in (problem["code"], *(error["code"] for error in problem["errors"]))}


async def test_nobody_takes_a_place_before_suitability_was_decided(interventions: Running):
    (answer,) = await take(interventions, await planned(interventions), await referred(interventions))

    assert (answer.status_code, answer.json()["code"]) == (409, "referral_not_suitable")


async def test_a_cohort_that_starts_after_the_latest_feasible_start_is_taken_with_a_warning(interventions: Running):
    cohort = await planned(interventions, starts_on="2010-12-06")
    referral = await suitable(interventions, order_ends_on="2011-05-31")
    (answer,) = await take(interventions, cohort, referral)

    assert (answer.status_code, answer.json()["warnings"]) == (201, ["dose_does_not_fit"])


async def test_another_trust_finds_neither_the_cohort_nor_the_referral(interventions: Running):
    cohort, referral = await planned(interventions), await suitable(interventions)
    async with interventions.as_(other_trust) as client:
        answer = await client.post(f"/v1/cohorts/{cohort['cohort_id']}/places", json=a_place(referral), headers=once())

    assert answer.status_code == 404


async def test_a_place_that_was_set_free_is_taken_again_under_its_number(interventions: Running):
    cohort = await planned(interventions)
    first, second = [await placed(interventions, cohort) for _ in range(2)]
    async with interventions.as_(offender_manager) as client:
        await client.post(f"/v1/referrals/{first['referral_id']}/withdrawal", json=a_withdrawal(), headers=once())
    (answer,) = await take(interventions, cohort, await suitable(interventions))

    assert second["state"] == "allocated"
    assert answer.json()["number"] == 1
