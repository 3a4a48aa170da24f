"""Answers to transfers over HTTP."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.transfers import TransferAcceptance, TransferRefusal, TransferView
from services.offender_mgmt.allocations.refusals import AllocationRefused, CaseTakenMeanwhile
from services.offender_mgmt.permissions import Allocator
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.transfer_answers import service
from services.offender_mgmt.transfers.queries import Transfer
from services.offender_mgmt.transfers.refusals import (
    DecidedAlready,
    NotTheReceiver,
    NotTheSender,
    PersonIsThere,
    PersonNotThere,
    TransferRefused,
)

router = room("transfers")


@router.post(
    "/v1/transfers/{transfer_id}/acceptance",
    status_code=201,
    response_model=TransferView,
    responses=problems(
        NotFound,
        NotTheReceiver,
        DecidedAlready,
        PersonNotThere,
        TransferRefused,
        AllocationRefused,
        CaseTakenMeanwhile,
        PersonHasDied,
    ),
)
async def accept_transfer(transfer_id: UUID, taken: TransferAcceptance, session: Session, caller: Allocator) -> Transfer:
    """Take over a case and name its officer. From then on you are responsible, and the record is open to you.

    A prison takes a case over when the person has arrived. The sender sees the record no more, unless another part of it lasts.
    """
    return await service.accept_transfer(session, caller, transfer_id, taken)


@router.post(
    "/v1/transfers/{transfer_id}/rejection",
    status_code=201,
    response_model=TransferView,
    responses=problems(NotFound, NotTheReceiver, DecidedAlready, PersonIsThere),
)
async def reject_transfer(transfer_id: UUID, refusal: TransferRefusal, session: Session, caller: Allocator) -> Transfer:
    """Refuse to take over a case, with the reason; the sender stays responsible."""
    return await service.reject_transfer(session, caller, transfer_id, refusal.reason)


@router.post(
    "/v1/transfers/{transfer_id}/withdrawal",
    status_code=201,
    response_model=TransferView,
    responses=problems(NotFound, NotTheSender, DecidedAlready),
)
async def withdraw_transfer(transfer_id: UUID, refusal: TransferRefusal, session: Session, caller: Allocator) -> Transfer:
    """Take back a request that has not been answered."""
    return await service.withdraw_transfer(session, caller, transfer_id, refusal.reason)
