"""Referrals, from the request to the one that stands as suitable."""

from typing import Any
from uuid import UUID

from builders.interventions.personas import offender_manager, programme_team
from builders.interventions.requirements import imposed
from house.running import Running, once


def a_referral(requirement_id: UUID | str, **changes: Any) -> dict[str, Any]:
    return {"requirement_id": str(requirement_id), "programme_code": "TSP", "referred_on": "2010-07-12"} | changes


def a_suitability(**changes: Any) -> dict[str, Any]:
    found = {"ogrs_percent": 58, "need_evidenced": True, "exclusions": [], "decided_by": "N. Osei", "decided_on": "2010-07-26"}
    return found | changes


def a_withdrawal(**changes: Any) -> dict[str, Any]:
    return {"reason": "moved", "withdrawn_on": "2010-10-04"} | changes


async def referred(interventions: Running, **changes: Any) -> dict[str, Any]:
    """A referral under a new requirement; `changes` are those of the requirement."""
    requirement_id = await imposed(interventions, **changes)
    async with interventions.as_(offender_manager) as client:
        answer = await client.post("/v1/referrals", json=a_referral(requirement_id), headers=once())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def suitable(interventions: Running, **changes: Any) -> dict[str, Any]:
    """A referral that was found suitable."""
    referral = await referred(interventions, **changes)
    async with interventions.as_(programme_team) as client:
        path = f"/v1/referrals/{referral['referral_id']}/suitability"
        answer = await client.post(path, json=a_suitability(), headers=once())
    assert answer.status_code == 201, answer.text
    return answer.json()
