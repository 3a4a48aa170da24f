"""What of an agreement was settled or computed, and what both have signed for a day."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.variations import VariationKind, VariationState
from services.commissioning.periods.queries import periods_of
from services.commissioning.runs.queries import standing_months
from services.commissioning.runs.rules import NO_LINES
from services.commissioning.variations.queries import variation


async def settled_through(session: AsyncSession, agreement_id: UUID) -> date | None:
    """The last day that was settled under payment terms, or computed with a period; none where nothing was."""
    months = [month.to_day for month in await standing_months(session, agreement_id) if month.lines != NO_LINES]
    periods = [period.to_day for period in await periods_of(session, agreement_id)]
    return max([*months, *periods], default=None)


async def agreed_by_both(session: AsyncSession, agreement_id: UUID, variation_id: UUID, on: date) -> bool:
    """Whether both have signed a variation of the agreement that counts from the day; a notice is signed by one alone.

    Raises:
        NotFound: the agreement has no such variation.

    """
    row = await variation(session, agreement_id, variation_id)
    return (row.state, row.kind, row.effective_on) == (VariationState.SETTLED, VariationKind.DISCRETIONARY, on)
