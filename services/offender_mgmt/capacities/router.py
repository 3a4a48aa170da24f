"""Capacities over HTTP."""

from typing import Annotated

from fastapi import Path, Query

from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.capacities import CapacityHistory, CapacityToRecord, CapacityView
from noms.contracts.wire import Code, Day
from services.offender_mgmt.capacities import queries, service
from services.offender_mgmt.capacities.refusals import CapacityRefused
from services.offender_mgmt.permissions import CapacityRecorder, PopulationReader

router = room("population")

Prison = Annotated[Code, Path(examples=["RHI"], description="The code of the prison.")]


@router.post(
    "/v1/establishments/{establishment_code}/capacities",
    status_code=201,
    response_model=CapacityView,
    responses=problems(CapacityRefused, NotFound),
)
async def record_capacity(
    establishment_code: Prison, new: CapacityToRecord, session: Session, caller: CapacityRecorder
) -> CapacityView:
    """Record how many people a prison may hold from a day on, and how many of the places other bodies buy.

    Nothing is overwritten: populations of earlier days go on being read against the figures of their day.
    """
    return await service.record_capacity(session, caller, establishment_code, new)


@router.get("/v1/establishments/{establishment_code}/capacities", response_model=CapacityHistory, responses=problems(NotFound))
async def read_capacities(
    establishment_code: Prison,
    session: Session,
    _: PopulationReader,
    on: Annotated[Day | None, Query(description="The day in question; today when absent.")] = None,
) -> CapacityHistory:
    """Read the figures of a prison: those in force on a day with their source, and everything that was recorded."""
    prison = service.prison_named(establishment_code)
    return await queries.history(session, prison.code, on=on or clock.today())
