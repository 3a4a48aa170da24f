"""What an area offers on a running service: places, waiting, completions; counts within reach and nothing of a person."""

from typing import Any

from builders.interventions.attendance import recorded
from builders.interventions.cohorts import dated, placed, planned
from builders.interventions.completion import completed
from builders.interventions.personas import auditor, offender_manager, other_trust, unreaching
from builders.interventions.referrals import a_withdrawal, suitable
from house.running import Running, once
from noms.chassis.identity.issuer import Persona

SERVICE = Persona("offender_mgmt-service", "NOMS", auditor.kind, ("offender_mgmt-service",), {"everything": True})


async def offered(interventions: Running, persona: Persona, query: str) -> dict[str, dict[str, Any]]:
    async with interventions.as_(persona) as client:
        answer = await client.get(f"/v1/offers?{query}")
    assert answer.status_code == 200, answer.text
    return {line["programme_code"]: line for line in answer.json()["data"]}


async def test_free_places_the_next_start_and_who_waits_are_those_of_the_day(interventions: Running):
    full = await dated(interventions, programme_code="TSP", capacity=4, starts_on="2010-09-06")
    await planned(interventions, programme_code="TSP", capacity=8, starts_on="2010-10-04")
    for _ in range(4):
        await placed(interventions, full)
    await suitable(interventions)

    early = (await offered(interventions, SERVICE, "area=LDN&on=2010-08-02"))["TSP"]
    late = (await offered(interventions, SERVICE, "area=LDN&on=2010-10-05"))["TSP"]

    assert (early["groups_planned"], early["places_free"], early["next_start_on"]) == (2, 8, "2010-10-04")
    assert (early["referrals_waiting"], early["sessions"], early["length_weeks"]) == (1, 19, 19)
    assert (late["groups_planned"], late["places_free"], late["next_start_on"]) == (0, 0, None)
    assert (early["completed"], early["not_completed"]) == (0, 0)


async def test_whoever_began_is_counted_as_completed_or_not_within_two_years(interventions: Running):
    cohort = await dated(interventions, programme_code="TSP", provider="LDN", starts_on="2010-09-06", capacity=12)
    await completed(interventions, cohort)
    left = await placed(interventions, cohort)
    await recorded(interventions, left, cohort["sessions"][0])
    async with interventions.as_(offender_manager) as client:
        path = f"/v1/referrals/{left['referral_id']}/withdrawal"
        answer = await client.post(path, json=a_withdrawal(), headers=once())
    assert answer.status_code == 201, answer.text

    then = (await offered(interventions, SERVICE, "area=LDN&on=2011-01-10"))["TSP"]
    long_after = (await offered(interventions, SERVICE, "area=LDN&on=2013-01-10"))["TSP"]

    assert [(line["completed"], line["not_completed"]) for line in (then, long_after)] == [(1, 1), (0, 0)]


async def test_an_area_outside_reach_offers_nothing(interventions: Running):
    await planned(interventions)
    assert await offered(interventions, offender_manager, "area=LDN&on=2010-08-02")
    for persona in (other_trust, unreaching):
        assert await offered(interventions, persona, "area=LDN&on=2010-08-02") == {}
