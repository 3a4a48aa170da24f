"""Transfers within the caller's reach: a receiver sees the request before the case."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.database.shaping import closed, reach_of
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.chassis.requests.paging import NumberedPage
from noms.contracts.offender_mgmt.transfers import TransferKind, TransferPage, TransferState, TransferView
from noms.contracts.paging import Pagination
from services.offender_mgmt.custody.tables import StayRow
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.transfers.tables import TransferRow

Transfer = TransferRow
"""A transfer as the rooms above read it."""


def within_transfers(caller: Caller) -> Select[TransferRow]:
    """The transfers that the caller's side sends or receives, of nobody whose record is closed to them."""
    mine = TransferRow.audience.overlap(list(caller.reach))
    return select(TransferRow).where(mine, ~closed(TransferRow.crn, reach_of(caller)))


async def transfer(session: AsyncSession, caller: Caller, transfer_id: UUID, *, for_change: bool = False) -> TransferRow:
    """The transfer, if it is within reach; locked and read anew where it is to be decided.

    Raises:
        NotFound: there is none, or none within reach.

    """
    wanted = within_transfers(caller).where(TransferRow.transfer_id == transfer_id)
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    row = await session.scalar(locked if for_change else wanted)
    if row is None:
        raise NotFound
    concerning(session, row.crn)
    return row


async def transfers_of(session: AsyncSession, caller: Caller, crn: str) -> Sequence[TransferRow]:
    """Every transfer of the person's case, newest first."""
    wanted = within_transfers(caller).where(TransferRow.crn == crn)
    return (await session.scalars(wanted.order_by(TransferRow.requested_at.desc()))).all()


async def page_of(
    session: AsyncSession, caller: Caller, page: NumberedPage, *, state: TransferState | None, escalated: bool | None
) -> TransferPage:
    """A page of the transfers within reach, those that wait longest first."""
    wanted = within_transfers(caller)
    if state is not None:
        wanted = wanted.where(TransferRow.state == state)
    if escalated is not None:
        wanted = wanted.where(TransferRow.escalated_on.is_not(None) == escalated)
    total = await session.scalar(select(func.count()).select_from(wanted.subquery()))
    in_order = wanted.order_by(TransferRow.respond_by, TransferRow.transfer_id)
    rows = (await session.scalars(in_order.offset(page.offset).limit(page.per_page))).all()
    concerning(session, *(row.crn for row in rows))
    place = Pagination.of(page=page.page, per_page=page.per_page, count=len(rows), total_count=total or 0)
    return TransferPage(data=[TransferView.model_validate(row) for row in rows], pagination=place)


async def requested(session: AsyncSession, caller: Caller, crn: str, kind: TransferKind) -> TransferRow | None:
    """The request of this kind that awaits its answer, locked."""
    waiting = (TransferRow.crn == crn, TransferRow.kind == kind, TransferRow.state == TransferState.REQUESTED)
    return await session.scalar(within_transfers(caller).where(*waiting).with_for_update())


async def held_here(session: AsyncSession, caller: Caller, crn: str, prison: str) -> bool:
    """Whether the person is in this prison, as far as the caller reaches them: a prison reaches those alone whom it holds."""
    here = (StayRow.crn == crn, StayRow.establishment_code == prison, StayRow.left_on.is_(None))
    stay = select(StayRow.stay_id).join(PersonRow, PersonRow.crn == StayRow.crn).where(reached_by(caller), *here)
    return await session.scalar(stay) is not None
