"""Receptions, releases and whereabouts over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.custody import CustodyView, LedgerView, MovementView, Reception, Release
from noms.contracts.wire import Day
from services.offender_mgmt.custody import queries, service
from services.offender_mgmt.custody.refusals import MovementRefused, MovementsCrossed
from services.offender_mgmt.custody.tables import MovementRow
from services.offender_mgmt.permissions import CustodyReader, CustodyRecorder
from services.offender_mgmt.persons import queries as persons

router = room("custody")


@router.post(
    "/v1/persons/{crn}/receptions",
    status_code=201,
    response_model=MovementView,
    responses=problems(MovementRefused, MovementsCrossed),
)
async def receive_person(crn: Crn, reception: Reception, session: Session, caller: CustodyRecorder) -> MovementRow:
    """Record a reception into an establishment. From then on the establishment may see the person's record.

    A transfer names the establishment that was left, which may not see the record any more and hears only that the person went.
    """
    return await service.receive(session, caller, crn, reception)


@router.post(
    "/v1/persons/{crn}/releases",
    status_code=201,
    response_model=MovementView,
    responses=problems(MovementRefused, MovementsCrossed),
)
async def release_person(crn: Crn, leaving: Release, session: Session, caller: CustodyRecorder) -> MovementRow:
    """Record that a person has left the establishment where they were held. It may not see the record any more."""
    return await service.release(session, caller, crn, leaving)


@router.get("/v1/persons/{crn}/custody", response_model=CustodyView)
async def read_custody(
    crn: Crn,
    session: Session,
    caller: CustodyReader,
    on: Annotated[Day | None, Query(description="The day in question: where the person was at its end.")] = None,
    known_on: Annotated[
        Day | None, Query(description="What was known at the end of this day, whatever was corrected since.")
    ] = None,
) -> CustodyView:
    """Read where a person is held now, or was on any day, and the ledger of movements that led there.

    `on` asks for a day, `known_on` for what the ledger said on a day: together they answer what a prison could have known then.
    """
    person = await persons.person(session, caller, crn)
    return await queries.whereabouts(session, person.crn, on=on, known_on=known_on)


@router.get("/v1/persons/{crn}/movements", response_model=LedgerView)
async def read_ledger(crn: Crn, session: Session, caller: CustodyReader) -> LedgerView:
    """Read every line of a person's ledger in the order of recording, also the lines that were corrected, and why."""
    person = await persons.person(session, caller, crn)
    lines = await queries.every_line(session, person.crn)
    return LedgerView(crn=person.crn, data=[MovementView.model_validate(row) for row in lines])
