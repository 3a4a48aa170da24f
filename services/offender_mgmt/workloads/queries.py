"""The cases of officers by stage and tier, in one statement; and what the officers can carry."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.workloads import CaseStage, Grade, Workloads
from services.offender_mgmt.serving.queries import SENTENCE_DAYS
from services.offender_mgmt.workloads import rules
from services.offender_mgmt.workloads.tables import CapacityRow

_COUNTS = text(
    f"""
WITH {SENTENCE_DAYS},
     running AS (
         SELECT crn, bool_or(custodial) AS custodial FROM lasting
          WHERE audience && CAST(:reach AS text[]) AND starts_on <= :on AND (ends_on IS NULL OR ends_on >= :on)
          GROUP BY crn),
     held AS (
         SELECT crn, role, officer_code, officer_name, team_code, max(tier) OVER (PARTITION BY crn) AS tier,
                coalesce(provider, establishment_code) AS employer, establishment_code
           FROM allocation
          WHERE role IN ('offender_manager', 'offender_supervisor') AND starts_on <= :on AND (ends_on IS NULL OR ends_on > :on))
SELECT held.role, held.officer_code, max(held.officer_name) AS officer_name, held.team_code,
       CASE WHEN NOT running.custodial THEN 'community' WHEN stay.crn IS NULL THEN 'licence' ELSE 'custody' END AS stage,
       held.tier, count(*) AS cases
  FROM held
  JOIN running USING (crn)
  LEFT JOIN stay ON stay.crn = held.crn AND stay.received_on <= :on AND (stay.left_on IS NULL OR stay.left_on > :on)
 WHERE held.employer = :employer
   AND (held.role = 'offender_manager' OR held.establishment_code = stay.establishment_code)
 GROUP BY held.role, held.officer_code, held.team_code, stage, held.tier"""  # noqa: S608 - only a constant of ours is put in
)


async def workloads(session: AsyncSession, caller: Caller, employer: str, *, on: date, at_least_percent: int) -> Workloads:
    """What the officers of a trust or establishment carry on a day, as far as the caller reaches their cases.

    A case counts while a sentence of it runs; for a supervisor while the person is in the supervisor's prison.
    """
    asked = {"reach": list(caller.reach), "on": on, "employer": employer}
    counts = [
        rules.CaseCount(**{**row, "role": OfficerRole(row["role"]), "stage": CaseStage(row["stage"])})
        for row in (await session.execute(_COUNTS, asked)).mappings()
    ]
    capacities = await _capacities(session, caller, employer, {count.officer_code for count in counts}, on)
    found, teams = rules.officers(counts, capacities), rules.teams(counts)
    return Workloads(
        as_at=on,
        cases=sum(one.cases for one in found),
        points=sum(one.points for one in found),
        officers=[one for one in found if (one.capacity_percent or 0) >= at_least_percent],
        teams=teams,
        rule_version=rules.RULE_VERSION,
    )


async def capacity_history(session: AsyncSession, caller: Caller, officer_code: str) -> Sequence[CapacityRow]:
    """What an officer could carry, newest first, as far as the caller reaches the employer."""
    mine = CapacityRow.audience.overlap(list(caller.reach))
    wanted = select(CapacityRow).where(mine, CapacityRow.officer_code == officer_code)
    return (await session.scalars(wanted.order_by(CapacityRow.applies_from.desc()))).all()


async def _capacities(
    session: AsyncSession, caller: Caller, employer: str, officers: set[str], on: date
) -> dict[str, rules.Capacity]:
    """What these officers can carry, as this employer has it: another's officer may bear the same code."""
    mine = CapacityRow.audience.overlap(list(caller.reach))
    theirs = func.coalesce(CapacityRow.provider, CapacityRow.establishment_code) == employer
    wanted = select(CapacityRow).where(mine, theirs, CapacityRow.officer_code.in_(officers), CapacityRow.applies_from <= on)
    rows = await session.scalars(wanted.order_by(CapacityRow.applies_from))
    return {row.officer_code: rules.Capacity(Grade(row.grade), row.contracted_minutes, row.reduction_minutes) for row in rows}
