"""Corrections of the ledger over HTTP."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.corrections import MovementCorrection
from noms.contracts.offender_mgmt.custody import MovementView
from services.offender_mgmt.corrections import service
from services.offender_mgmt.custody.refusals import MovementRefused, MovementsCrossed
from services.offender_mgmt.permissions import CustodyRecorder

router = room("custody")


@router.post(
    "/v1/persons/{crn}/movements/{movement_id}/corrections",
    status_code=201,
    response_model=MovementView,
    responses=problems(MovementRefused, MovementsCrossed),
)
async def correct_movement(
    crn: Crn, movement_id: UUID, correction: MovementCorrection, session: Session, caller: CustodyRecorder
) -> MovementView:
    """Put a wrong line of the ledger right: another line stands in its place, or none; the wrong one stays on record.

    What the ledger says afterwards must still fit together; a later line that would no longer fit is named, and corrected first.
    Where the person is, the prisons' populations of the past and who sees the record follow at once.
    """
    return await service.correct_movement(session, caller, crn, movement_id, correction)
