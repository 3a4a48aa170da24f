"""Cohorts with sessions, and places in them."""

from typing import Any

from builders.interventions.personas import programme_team
from builders.interventions.referrals import suitable
from house.running import Running, once


def a_cohort(**changes: Any) -> dict[str, Any]:
    fields = {"programme_code": "TSP", "provider": "LDN", "site": "Camberwell", "capacity": 10, "starts_on": "2010-09-06"}
    return fields | changes


def some_sessions(**changes: Any) -> dict[str, Any]:
    return {"first_on": "2010-09-06", "weekdays": ["monday", "thursday"]} | changes


def a_place(referral: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"referral_id": referral["referral_id"], "taken_on": "2010-08-20"} | changes


async def planned(interventions: Running, **changes: Any) -> dict[str, Any]:
    """A cohort without sessions yet."""
    async with interventions.as_(programme_team) as client:
        answer = await client.post("/v1/cohorts", json=a_cohort(**changes), headers=once())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def dated(interventions: Running, **changes: Any) -> dict[str, Any]:
    """A cohort with every session dated."""
    cohort = await planned(interventions, **changes)
    async with interventions.as_(programme_team) as client:
        answer = await client.post(f"/v1/cohorts/{cohort['cohort_id']}/sessions", json=some_sessions(), headers=once())
        assert answer.status_code == 201, answer.text
        return (await client.get(f"/v1/cohorts/{cohort['cohort_id']}")).json()


async def placed(interventions: Running, cohort: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A referral that holds a place in the cohort; `changes` are those of its requirement."""
    referral = await suitable(interventions, **changes)
    async with interventions.as_(programme_team) as client:
        answer = await client.post(f"/v1/cohorts/{cohort['cohort_id']}/places", json=a_place(referral), headers=once())
        assert answer.status_code == 201, answer.text
        return (await client.get(f"/v1/referrals/{referral['referral_id']}")).json()
