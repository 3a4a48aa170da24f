"""Who has had a case, and since when. Callers have found the person within their reach before they ask."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.allocations import OfficerRole
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow
from services.offender_mgmt.terminations.tables import TerminationRow


async def holder(session: AsyncSession, crn: str, role: OfficerRole) -> AllocationRow | None:
    """The officer who has the case in this role; None when nobody has."""
    rows = select(AllocationRow).where(AllocationRow.crn == crn, AllocationRow.role == role, AllocationRow.ends_on.is_(None))
    return await session.scalar(rows)


async def key_worker(session: AsyncSession, crn: str, officer_code: str, delivers: str) -> AllocationRow | None:
    """The key worker's time on this intervention, if it lasts."""
    now = select(AllocationRow).where(AllocationRow.crn == crn, AllocationRow.role == OfficerRole.KEY_WORKER)
    same = (AllocationRow.officer_code == officer_code, AllocationRow.delivers == delivers, AllocationRow.ends_on.is_(None))
    return await session.scalar(now.where(*same))


async def allocation(session: AsyncSession, crn: str, allocation_id: UUID) -> AllocationRow:
    """One officer's time on the person's case.

    Raises:
        NotFound: the case has no such allocation.

    """
    row = await session.scalar(
        select(AllocationRow).where(AllocationRow.crn == crn, AllocationRow.allocation_id == allocation_id)
    )
    if row is None:
        raise NotFound
    return row


async def allocations(session: AsyncSession, crn: str) -> list[AllocationRow]:
    """Everybody who has had the case, newest first."""
    rows = select(AllocationRow).where(AllocationRow.crn == crn)
    return list(await session.scalars(rows.order_by(AllocationRow.starts_on.desc(), AllocationRow.role)))


async def tier(session: AsyncSession, crn: str) -> int | None:
    """The tier of the case, as its offender manager's allocation set it; None before the first one."""
    now = await holder(session, crn, OfficerRole.OFFENDER_MANAGER)
    return now.tier if now else None


async def trusts_with_orders(session: AsyncSession, crn: str, since: date) -> set[str]:
    """The trusts and boards that answer for an order of the person which had not ended by the day.

    A suspended sentence order lasts as long as its operational period; an order that was ended lasts until then.
    """
    end = select(TerminationRow.ended_on).where(TerminationRow.order_id == OrderRow.order_id).scalar_subquery()
    last_day = func.coalesce(end, OrderRow.operational_period_ends_on, OrderRow.ends_on)
    return set(await session.scalars(select(OrderRow.provider).where(OrderRow.crn == crn, last_day >= since)))


async def last_sentenced_on(session: AsyncSession, crn: str, until: date) -> date | None:
    """The day of the person's last order or custodial sentence, up to a day."""
    days = union_all(
        select(OrderRow.made_on.label("passed_on")).where(OrderRow.crn == crn),
        select(CustodialSentenceRow.sentenced_on).where(CustodialSentenceRow.crn == crn),
    ).subquery()
    last: date | None = await session.scalar(select(func.max(days.c.passed_on)).where(days.c.passed_on <= until))
    return last
