"""Escorts over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.days import CaseDay
from noms.contracts.offender_mgmt.escorts import (
    Arrival,
    Cancellation,
    Departure,
    EscortHistory,
    EscortsOfDay,
    EscortToBook,
    EscortView,
)
from services.offender_mgmt.escorts import queries, service
from services.offender_mgmt.escorts.refusals import EscortBookedAlready, EscortRefused
from services.offender_mgmt.permissions import EscortReader, EscortRecorder
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied

router = room("escorts")


@router.post(
    "/v1/persons/{crn}/escorts",
    status_code=201,
    response_model=EscortView,
    responses=problems(EscortRefused, EscortBookedAlready, PersonHasDied),
)
async def book_escort(crn: Crn, new: EscortToBook, session: Session, caller: EscortRecorder) -> EscortView:
    """Book an escort between court and prison. The contractor sees the escort and the name, and not the person's record."""
    return await service.book(session, caller, crn, new)


@router.get("/v1/persons/{crn}/escorts", response_model=EscortHistory)
async def read_escorts_of_person(crn: Crn, session: Session, caller: EscortReader) -> EscortHistory:
    """Read the escorts of a person that you may see, newest first."""
    person = await persons.person(session, caller, crn)
    return await queries.escorts_of(session, caller, person.crn)


@router.get("/v1/escorts", response_model=EscortsOfDay)
async def list_escorts(
    session: Session,
    caller: EscortReader,
    on: Annotated[CaseDay | None, Query(description="The day of collection; today when absent.")] = None,
) -> EscortsOfDay:
    """List the escorts of a day that you may see, by the time of collection, and how many of those that arrived were on time."""
    return await queries.escorts_on(session, caller, on or clock.today())


@router.get("/v1/escorts/{escort_id}", response_model=EscortView)
async def read_escort(escort_id: UUID, session: Session, caller: EscortReader) -> EscortView:
    """Read one escort."""
    return queries.view(await queries.escort(session, caller, escort_id))


@router.post("/v1/escorts/{escort_id}/departure", response_model=EscortView, responses=problems(EscortRefused))
async def record_departure(escort_id: UUID, departure: Departure, session: Session, caller: EscortRecorder) -> EscortView:
    """Record that an escort has left with the person."""
    return await service.depart(session, caller, escort_id, departure)


@router.post("/v1/escorts/{escort_id}/arrival", response_model=EscortView, responses=problems(EscortRefused))
async def record_arrival(escort_id: UUID, arrival: Arrival, session: Session, caller: EscortRecorder) -> EscortView:
    """Record that an escort has handed the person over; the answer says whether that was on time."""
    return await service.arrive(session, caller, escort_id, arrival)


@router.post("/v1/escorts/{escort_id}/cancellation", response_model=EscortView, responses=problems(EscortRefused))
async def cancel_escort(escort_id: UUID, cancellation: Cancellation, session: Session, caller: EscortRecorder) -> EscortView:
    """Cancel an escort that has not departed, with the reason."""
    return await service.cancel(session, caller, escort_id, cancellation)
