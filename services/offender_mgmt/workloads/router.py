"""Workloads over HTTP."""

from typing import Annotated

from fastapi import Path, Query

from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.workloads import OfficerCapacities, OfficerCapacityToRecord, OfficerCapacityView, Workloads
from noms.contracts.wire import Code, Day
from services.offender_mgmt.permissions import Allocator, WorkloadReader
from services.offender_mgmt.workloads import queries, service
from services.offender_mgmt.workloads.refusals import CapacityOfOthers, CapacityOnRecord
from services.offender_mgmt.workloads.tables import CapacityRow

router = room("workloads")

Officer = Annotated[Code, Path(description="The officer's staff code.", examples=["LDN1042"])]


@router.get("/v1/workloads", response_model=Workloads)
async def read_workloads(
    session: Session,
    caller: WorkloadReader,
    employer: Annotated[Code, Query(description="A trust or board, or an establishment.", examples=["LDN"])],
    as_at: Annotated[Day | None, Query(description="The day that is asked about; without it today.")] = None,
    at_least_percent: Annotated[int, Query(ge=0, le=1000, description="Only officers as full as that, or more.")] = 0,
) -> Workloads:
    """Read the caseload and points of the officers of a trust or establishment, the fullest first, and of their teams.

    A case weighs by its tier and by where the sentence is served. What an officer can carry is the target of the grade by the
    share of full time that is left after reductions. Only cases within your reach are counted.
    """
    day = as_at or clock.today()
    return await queries.workloads(session, caller, employer, on=day, at_least_percent=at_least_percent)


@router.post(
    "/v1/officers/{officer_code}/capacities",
    status_code=201,
    response_model=OfficerCapacityView,
    responses=problems(CapacityOfOthers, CapacityOnRecord),
)
async def record_officer_capacity(
    officer_code: Officer, new: OfficerCapacityToRecord, session: Session, caller: Allocator
) -> CapacityRow:
    """Record what an officer of yours works from a day on, and how much of that is kept for other work."""
    return await service.record_capacity(session, caller, officer_code, new)


@router.get("/v1/officers/{officer_code}/capacities", response_model=OfficerCapacities)
async def read_officer_capacities(officer_code: Officer, session: Session, caller: WorkloadReader) -> OfficerCapacities:
    """Read what an officer could carry, newest first; empty where nothing is on record within your reach."""
    rows = await queries.capacity_history(session, caller, officer_code)
    return OfficerCapacities(data=[OfficerCapacityView.model_validate(row) for row in rows])
