"""Movements and stays on record. Callers have found the person within their reach before they ask."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.offender_mgmt.custody import MovementKind
from services.offender_mgmt.custody.tables import MovementRow, StayRow


async def ledger(session: AsyncSession, crn: str) -> list[MovementRow]:
    """Every movement of the person, in the order in which they happened."""
    rows = await session.scalars(select(MovementRow).where(MovementRow.crn == crn).order_by(MovementRow.place))
    return list(rows)


async def stay_now(session: AsyncSession, crn: str) -> StayRow | None:
    """Where the person is held now; None when they are not in custody."""
    return await session.scalar(select(StayRow).where(StayRow.crn == crn, StayRow.left_on.is_(None)))


async def last_release_on(session: AsyncSession, crn: str, until: date) -> date | None:
    """The day on which the person last left custody, up to a day."""
    rows = select(func.max(MovementRow.moved_on)).where(
        MovementRow.crn == crn, MovementRow.kind == MovementKind.RELEASE, MovementRow.moved_on <= until
    )
    return await session.scalar(rows)
