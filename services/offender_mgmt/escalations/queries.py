"""Transfers that wait too long, and arrivals that nobody asked about: for the service itself."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
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


def _why_moot(caller: Caller) -> ColumnElement[str | None]:
    """Why nobody can answer a request any more; null while somebody can."""
    person = select(PersonRow.crn).where(PersonRow.crn == TransferRow.crn, reached_by(caller))
    stay = select(StayRow.stay_id).where(StayRow.crn == TransferRow.crn, StayRow.left_on.is_(None))
    there = stay.where(StayRow.establishment_code.in_([TransferRow.sender, TransferRow.receiver]))
    back = and_(TransferRow.requested_by == caller.subject, stay.where(StayRow.establishment_code == TransferRow.sender).exists())
    manager = (AllocationRow.crn == TransferRow.crn, AllocationRow.role == OfficerRole.OFFENDER_MANAGER)
    elsewhere = select(AllocationRow.allocation_id).where(
        *manager, AllocationRow.ends_on.is_(None), AllocationRow.provider != TransferRow.sender
    )
    prison = TransferRow.kind == TransferKind.PRISON
    return case(
        (person.where(PersonRow.died_on.is_not(None)).exists(), "The person has died."),
        (and_(prison, ~stay.exists()), "The person is in no prison any more."),
        (and_(prison, ~there.exists()), "The person was moved on."),
        (and_(prison, back), "The person is back in the prison that was left."),
        (and_(~prison, elsewhere.exists()), "The sender does not have the case any more."),
        else_=None,
    )


async def moot(session: AsyncSession, caller: Caller) -> Sequence[tuple[TransferRow, str]]:
    """The requests that nobody can answer any more, and why; locked."""
    why = _why_moot(caller)
    waiting = within_transfers(caller).add_columns(why).where(TransferRow.state == TransferState.REQUESTED, why.is_not(None))
    return [(row, reason) for row, reason in await session.execute(waiting.with_for_update(of=TransferRow))]


async def unanswered(session: AsyncSession, caller: Caller, *, on: date) -> Sequence[TransferRow]:
    """The requests whose last day for an answer has passed and that nobody has been told of; locked."""
    waiting = (TransferRow.state == TransferState.REQUESTED, TransferRow.escalated_on.is_(None), TransferRow.respond_by < on)
    answerable = within_transfers(caller).where(*waiting, _why_moot(caller).is_(None))
    return (await session.scalars(answerable.with_for_update(of=TransferRow))).all()


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
