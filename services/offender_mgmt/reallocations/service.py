"""Passing on all cases of an officer who leaves."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.allocations import (
    NewAllocation,
    OffenderManagerAllocation,
    OffenderSupervisorAllocation,
    OfficerRole,
)
from noms.contracts.offender_mgmt.reallocations import CaseReallocated, Colleague, Reallocation, ReallocationView
from noms.contracts.offender_mgmt.workloads import CaseStage
from services.offender_mgmt.allocations.service import allocate
from services.offender_mgmt.reallocations import queries, rules
from services.offender_mgmt.reallocations.refusals import NoCasesToPassOn, ReallocationRefused
from services.offender_mgmt.workloads.rules import points_each

PASSED_ON = "As it was with the officer before."


async def reallocate(session: AsyncSession, caller: Caller, officer_code: str, asked: Reallocation) -> ReallocationView:
    """Give every case of the officer to one of the colleagues, in one transaction: all of them, or none."""
    rows = await queries.cases_of(session, caller, officer_code, role=asked.role, employer=asked.employer)
    if not rows:
        raise NoCasesToPassOn
    stage = CaseStage.COMMUNITY if asked.role is OfficerRole.OFFENDER_MANAGER else CaseStage.CUSTODY
    cases = [rules.CaseHeld(row.crn, row.starts_on, points_each(stage, row.tier)) for row in rows]
    if faults := rules.reallocation_faults(officer_code, asked, cases, as_at=clock.today()):
        raise ReallocationRefused(errors=faults)
    colleagues = {colleague.officer_code: colleague for colleague in asked.colleagues}
    taken = rules.spread(cases, list(colleagues))
    tiers = {row.crn: row.tier for row in rows}
    for case in cases:
        await allocate(session, caller, case.crn, _allocation(asked, colleagues[taken[case.crn]], tiers[case.crn]))
    concerning(session, *taken)
    data = [CaseReallocated(crn=case.crn, officer_code=taken[case.crn]) for case in cases]
    return ReallocationView(cases=len(data), data=data)


def _allocation(asked: Reallocation, colleague: Colleague, tier: int | None) -> NewAllocation:
    facts = colleague.model_dump() | {"starts_on": asked.starts_on}
    if asked.role is OfficerRole.OFFENDER_SUPERVISOR:
        return OffenderSupervisorAllocation(role=asked.role, establishment_code=asked.employer, **facts)
    return OffenderManagerAllocation.model_validate(
        facts | {"role": asked.role, "provider": asked.employer, "tier": tier, "tier_reason": PASSED_ON}
    )
