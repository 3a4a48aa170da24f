"""Cohorts over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.refusals import DateOutsideCalendar, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.interventions.cohorts import CohortList, CohortRequest, CohortView, SessionsRequest, SessionsView, SessionView
from noms.contracts.wire import Code
from services.interventions.cohorts import queries, refusals, service
from services.interventions.permissions import CohortPlanner, CohortReader
from services.interventions.referrals.refusals import ProgrammeNotInTheCommunity, ProgrammeNotOffered

router = room("cohorts")


@router.post(
    "/v1/cohorts",
    status_code=201,
    response_model=CohortView,
    responses=problems(NotFound, ProgrammeNotInTheCommunity, ProgrammeNotOffered),
)
async def plan_cohort(request: CohortRequest, session: Session, _caller: CohortPlanner) -> CohortView:
    """Plan a group: its size lies within the programme's range, and its number of sessions is the accredited one."""
    row = await service.plan_cohort(session, request)
    return await queries.cohort_view(session, row)


@router.get("/v1/cohorts", response_model=CohortList)
async def list_cohorts(
    session: Session,
    caller: CohortReader,
    provider: Annotated[Code, Query(description="The trust or board that runs them.", examples=["LDN"])],
    programme_code: Annotated[Code | None, Query(description="Only cohorts of this programme.")] = None,
    after: Annotated[UUID | None, Query(description="The `next_after` of the page before.")] = None,
) -> CohortList:
    """Read a provider's cohorts, 50 at a time, the next to start first, with the places that are taken."""
    return await queries.cohorts_of(session, caller, provider, programme_code, after)


@router.get("/v1/cohorts/{cohort_id}", response_model=CohortView)
async def read_cohort(cohort_id: UUID, session: Session, caller: CohortReader) -> CohortView:
    """Read a cohort with its sessions and the number of places taken."""
    return await queries.cohort_view(session, await queries.cohort(session, caller, cohort_id))


@router.post(
    "/v1/cohorts/{cohort_id}/sessions",
    status_code=201,
    response_model=SessionsView,
    responses=problems(
        refusals.MoreSessionsThanPlanned, refusals.SessionDayTaken, refusals.AfterAnOrderEnds, DateOutsideCalendar
    ),
)
async def date_sessions(cohort_id: UUID, request: SessionsRequest, session: Session, caller: CohortPlanner) -> SessionsView:
    """Date the next sessions over weekly slots. Bank holidays are skipped, and the answer names the ones that were.

    They come after the sessions that are dated already, and before the end of the order of everybody who holds a place.
    """
    rows, calendar = await service.date_sessions(session, caller, cohort_id, request)
    return SessionsView(
        data=[SessionView.model_validate(row) for row in rows], bank_holidays_skipped=list(calendar.bank_holidays_skipped)
    )
