"""Licences over HTTP."""

from uuid import UUID

from noms.chassis.clock import now
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.licences import LicenceList, LicenceMove, LicenceToDraw, LicenceView, VariationToDraw
from services.offender_mgmt.licences import queries, service
from services.offender_mgmt.licences.refusals import (
    ApprovedByItsAuthor,
    LicenceActiveAlready,
    LicenceMoveNotAllowed,
    LicenceRefused,
)
from services.offender_mgmt.permissions import SentenceReader, SentenceWriter
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.persons.router import CrnInPath

router = room("licences")


@router.post(
    "/v1/persons/{crn}/licences",
    status_code=201,
    response_model=LicenceView,
    responses=problems(LicenceRefused, PersonHasDied),
)
async def draw_licence(crn: CrnInPath, told: LicenceToDraw, session: Session, caller: SentenceWriter) -> LicenceView:
    """Draw up a licence. The standard conditions stand on it by themselves, in the words of the list of its first day.

    Submit it by a move; somebody who had no hand in it approves or rejects it.
    """
    return await service.draw_licence(session, caller, crn, told, recorded_at=now())


@router.get("/v1/persons/{crn}/licences", response_model=LicenceList)
async def list_licences(crn: CrnInPath, session: Session, caller: SentenceReader) -> LicenceList:
    """Read every licence of a person, newest first, with its conditions and every state that it has been in."""
    person = await persons.person(session, caller, crn)
    return LicenceList(data=await queries.licences(session, person.crn))


@router.get("/v1/licences/{licence_id}", response_model=LicenceView)
async def read_licence(licence_id: UUID, session: Session, caller: SentenceReader) -> LicenceView:
    """Read one licence, its conditions in the words that the person was given."""
    row, _person = await queries.licence(session, caller, licence_id)
    return await queries.view(session, row)


@router.post(
    "/v1/licences/{licence_id}/moves",
    response_model=LicenceView,
    responses=problems(LicenceMoveNotAllowed, ApprovedByItsAuthor, LicenceActiveAlready, PersonHasDied),
)
async def move_licence(licence_id: UUID, move: LicenceMove, session: Session, caller: SentenceWriter) -> LicenceView:
    """Take a licence to its next state: submitted, approved or rejected by another person, active from its first day, inactive.

    A licence becomes active once the person is out of custody; a variation then takes the place of what it varies.
    """
    return await service.move_licence(session, caller, licence_id, move, recorded_at=now())


@router.post(
    "/v1/licences/{licence_id}/variations",
    status_code=201,
    response_model=LicenceView,
    responses=problems(LicenceRefused, LicenceMoveNotAllowed, PersonHasDied),
)
async def draw_variation(licence_id: UUID, told: VariationToDraw, session: Session, caller: SentenceWriter) -> LicenceView:
    """Draw up other conditions for an active licence. They replace all additional and bespoke ones once they are active."""
    return await service.draw_variation(session, caller, licence_id, told, recorded_at=now())
