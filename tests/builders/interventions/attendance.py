"""Outcomes of sessions."""

from collections.abc import Sequence
from typing import Any

from builders.interventions.personas import programme_team
from house.running import Running, once


def an_outcome(referral: dict[str, Any], code: str = "ATTC", **changes: Any) -> dict[str, Any]:
    return {"referral_id": referral["referral_id"], "outcome_code": code} | changes


async def recorded(
    interventions: Running, referral: dict[str, Any], session: dict[str, Any], code: str = "ATTC"
) -> dict[str, Any]:
    """An outcome that was recorded."""
    async with interventions.as_(programme_team) as client:
        path = f"/v1/sessions/{session['session_id']}/attendance"
        answer = await client.post(path, json=an_outcome(referral, code), headers=once())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def sat_through(
    interventions: Running, referral: dict[str, Any], cohort: dict[str, Any], missed: Sequence[int] = ()
) -> None:
    """Every session of the cohort has an outcome: attended, save for the numbers that were missed."""
    for session in cohort["sessions"]:
        await recorded(interventions, referral, session, "AAME" if session["number"] in missed else "ATTC")
