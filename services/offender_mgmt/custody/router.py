"""Receptions, releases and whereabouts over HTTP."""

from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.custody import CustodyView, MovementView, Reception, Release
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
async def read_custody(crn: Crn, session: Session, caller: CustodyReader) -> CustodyView:
    """Read where a person is held now, and the ledger of movements that led there."""
    await persons.person(session, caller, crn)
    stay = await queries.stay_now(session, crn)
    return CustodyView(
        crn=crn,
        establishment_code=stay and stay.establishment_code,
        establishment_name=stay and stay.establishment_name,
        received_on=stay and stay.received_on,
        movements=[MovementView.model_validate(row) for row in await queries.ledger(session, crn)],
    )
