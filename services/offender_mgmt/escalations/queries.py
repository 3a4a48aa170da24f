"""Transfers that wait too long, and arrivals that nobody asked about: for the service itself."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.transfers import TransferKind, TransferState
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.custody.tables import StayRow
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.transfers.queries import within_transfers
from services.offender_mgmt.transfers.tables import TransferRow


async def unanswered(session: AsyncSession, caller: Caller, *, on: date) -> Sequence[TransferRow]:
    """The requests whose last day for an answer has passed and that nobody has been told of; locked."""
    waiting = (TransferRow.state == TransferState.REQUESTED, TransferRow.escalated_on.is_(None), TransferRow.respond_by < on)
    return (await session.scalars(within_transfers(caller).where(*waiting).with_for_update())).all()


async def arrivals_unasked(session: AsyncSession, caller: Caller) -> Sequence[tuple[str, str, str, date]]:
    """Whose offender supervisor works in another prison than the person is in, with nobody asked since the arrival.

    Person, prison of the supervisor, prison where the person is, and since when.
    """
    asked = select(TransferRow.transfer_id).where(
        TransferRow.crn == StayRow.crn,
        TransferRow.kind == TransferKind.PRISON,
        TransferRow.receiver == StayRow.establishment_code,
        or_(TransferRow.state == TransferState.REQUESTED, func.date(TransferRow.requested_at) >= StayRow.received_on),
    )
    supervised = and_(
        AllocationRow.crn == StayRow.crn,
        AllocationRow.role == OfficerRole.OFFENDER_SUPERVISOR,
        AllocationRow.ends_on.is_(None),
        AllocationRow.establishment_code != StayRow.establishment_code,
    )
    found = (
        select(StayRow.crn, AllocationRow.establishment_code, StayRow.establishment_code, StayRow.received_on)
        .join(AllocationRow, supervised)
        .join(PersonRow, PersonRow.crn == StayRow.crn)
        .where(reached_by(caller), StayRow.left_on.is_(None), ~asked.exists())
    )
    return [(crn, left or "", held, since) for crn, left, held, since in await session.execute(found.order_by(StayRow.crn))]
