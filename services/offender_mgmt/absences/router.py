"""Absences and returns over HTTP."""

from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.absences import Absence, Return
from noms.contracts.offender_mgmt.custody import MovementView
from services.offender_mgmt.absences import service
from services.offender_mgmt.custody.refusals import MovementRefused, MovementsCrossed
from services.offender_mgmt.permissions import CustodyRecorder

router = room("custody")


@router.post(
    "/v1/persons/{crn}/absences",
    status_code=201,
    response_model=MovementView,
    responses=problems(MovementRefused, MovementsCrossed),
)
async def record_absence_from_prison(crn: Crn, absence: Absence, session: Session, caller: CustodyRecorder) -> MovementView:
    """Record that a person went out of the prison that goes on holding them: to court, to hospital or on temporary licence.

    They stay on its roll, and it goes on seeing the record. Whoever does not come back is recorded as a release for the reason
    `UAL` or `ESCP`, and is unlawfully at large from then on.
    """
    return await service.go_out(session, caller, crn, absence)


@router.post(
    "/v1/persons/{crn}/returns",
    status_code=201,
    response_model=MovementView,
    responses=problems(MovementRefused, MovementsCrossed),
)
async def record_return_to_prison(crn: Crn, back: Return, session: Session, caller: CustodyRecorder) -> MovementView:
    """Record that a person came back to the prison that they had gone out of. Into another one they are received (`TRNCRT`)."""
    return await service.come_back(session, caller, crn, back)
