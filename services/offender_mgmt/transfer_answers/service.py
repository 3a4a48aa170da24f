"""Answering a transfer: accept, reject or withdraw."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.allocations import OffenderManagerAllocation, OffenderSupervisorAllocation, OfficerRole
from noms.contracts.offender_mgmt.transfers import TransferAcceptance, TransferKind, TransferState
from services.offender_mgmt.allocations.service import take_over
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.service import open_record_to_trusts
from services.offender_mgmt.transfers import queries as transfers
from services.offender_mgmt.transfers import rules
from services.offender_mgmt.transfers.queries import Transfer
from services.offender_mgmt.transfers.refusals import (
    DecidedAlready,
    NotTheReceiver,
    NotTheSender,
    PersonIsThere,
    PersonNotThere,
    TransferRefused,
)
from services.offender_mgmt.transfers.service import decide, side_of


async def accept_transfer(session: AsyncSession, caller: Caller, transfer_id: UUID, taken: TransferAcceptance) -> Transfer:
    """Take the case over and give it to an officer, in one transaction: no day lies between the two.

    The person is locked before the transfer, as every act on a case does it.
    """
    asked = await transfers.transfer(session, caller, transfer_id)
    _receiver_alone(asked, caller)
    if TransferState.ACCEPTED not in rules.MOVES[TransferState(asked.state)]:
        raise DecidedAlready
    if asked.kind == TransferKind.AREA:
        await open_record_to_trusts(session, asked.crn, {asked.sender, asked.receiver})
    if asked.kind == TransferKind.PRISON and not await transfers.held_here(session, caller, asked.crn, asked.receiver):
        raise PersonNotThere
    await persons.person(session, caller, asked.crn, for_change=True)
    row = await _undecided(session, caller, transfer_id, TransferState.ACCEPTED)
    decide(session, row, caller, TransferState.ACCEPTED, None)
    await session.flush()
    await take_over(session, caller, row.crn, _allocation(row, taken))
    return row


async def reject_transfer(session: AsyncSession, caller: Caller, transfer_id: UUID, reason: str) -> Transfer:
    """Send the request back with the reason; the sender stays responsible."""
    row = await _undecided(session, caller, transfer_id, TransferState.REJECTED)
    _receiver_alone(row, caller)
    if row.kind == TransferKind.PRISON and await transfers.held_here(session, caller, row.crn, row.receiver):
        raise PersonIsThere
    return decide(session, row, caller, TransferState.REJECTED, reason)


async def withdraw_transfer(session: AsyncSession, caller: Caller, transfer_id: UUID, reason: str) -> Transfer:
    """Take the request back before it is answered."""
    row = await _undecided(session, caller, transfer_id, TransferState.WITHDRAWN)
    if not caller.reaches(side_of(TransferKind(row.kind), row.sender)):
        raise NotTheSender
    return decide(session, row, caller, TransferState.WITHDRAWN, reason)


def _receiver_alone(row: Transfer, caller: Caller) -> None:
    if not caller.reaches(side_of(TransferKind(row.kind), row.receiver)) or caller.subject == row.requested_by:
        raise NotTheReceiver


async def _undecided(session: AsyncSession, caller: Caller, transfer_id: UUID, to: TransferState) -> Transfer:
    row = await transfers.transfer(session, caller, transfer_id, for_change=True)
    if to not in rules.MOVES[TransferState(row.state)]:
        raise DecidedAlready
    return row


def _allocation(row: Transfer, taken: TransferAcceptance) -> OffenderManagerAllocation | OffenderSupervisorAllocation:
    facts, tier = taken.model_dump(exclude={"tier"}), taken.tier or row.tier
    if faults := rules.acceptance_faults(taken, kind=TransferKind(row.kind), tier=tier, wanted_from=row.wanted_from):
        raise TransferRefused(errors=faults)
    if row.kind == TransferKind.PRISON:
        return OffenderSupervisorAllocation(role=OfficerRole.OFFENDER_SUPERVISOR, establishment_code=row.receiver, **facts)
    reason = "Set by the receiver of the transfer." if taken.tier else "As it was before the transfer."
    taking = {"role": OfficerRole.OFFENDER_MANAGER, "provider": row.receiver, "tier": tier, "tier_reason": reason}
    return OffenderManagerAllocation.model_validate(facts | taking)
