"""Evidences of completion."""

from typing import Any

from builders.interventions.attendance import sat_through
from builders.interventions.cohorts import placed
from builders.interventions.personas import programme_team
from house.running import Running, once

KINDS = ("measures_done", "report_written", "report_sent", "recorded_on_system")


def an_evidence(kind: str = "measures_done", **changes: Any) -> dict[str, Any]:
    return {"kind": kind, "dated_on": "2010-12-15", "reference": f"LDN/2010/{kind}"} | changes


async def evidenced(
    interventions: Running, referral: dict[str, Any], *kinds: str, dated_on: str = "2010-12-15"
) -> dict[str, Any]:
    """The evidences are recorded; answers how the completion stands."""
    answer = None
    async with interventions.as_(programme_team) as client:
        for kind in kinds:
            path = f"/v1/referrals/{referral['referral_id']}/completion-evidence"
            answer = await client.post(path, json=an_evidence(kind, dated_on=dated_on), headers=once())
            assert answer.status_code == 201, answer.text
    assert answer is not None
    return answer.json()


async def completed(interventions: Running, cohort: dict[str, Any], *, dated_on: str = "2010-12-15") -> dict[str, Any]:
    """A referral whose programme is complete, with two sessions missed."""
    referral = await placed(interventions, cohort)
    await sat_through(interventions, referral, cohort, missed=(3, 9))
    await evidenced(interventions, referral, *KINDS, dated_on=dated_on)
    return referral
