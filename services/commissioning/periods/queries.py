"""Which days of an agreement were computed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.commissioning.periods.tables import PeriodRow

ComputedPeriod = PeriodRow
"""What other rooms call the row."""


async def periods_of(session: AsyncSession, agreement_id: UUID) -> Sequence[PeriodRow]:
    """The periods of an agreement that have been computed, by their first day."""
    found = await session.scalars(select(PeriodRow).where(PeriodRow.agreement_id == agreement_id).order_by(PeriodRow.from_day))
    return found.all()
