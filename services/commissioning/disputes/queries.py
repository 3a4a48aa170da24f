"""Lines in dispute, of an agreement that was found through the caller's reach."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.payments import LineDisputeView
from noms.contracts.commissioning.settlement_facts import DisputeFact, Step
from services.commissioning.disputes.tables import LineDisputeRow


async def disputes_of(session: AsyncSession, agreement_id: UUID, line_id: UUID) -> Sequence[LineDisputeRow]:
    """The disputes of a line, the first one first."""
    found = await session.scalars(
        select(LineDisputeRow)
        .where(LineDisputeRow.agreement_id == agreement_id, LineDisputeRow.line_id == line_id)
        .order_by(LineDisputeRow.marked_at)
    )
    return found.all()


async def standing_disputes(session: AsyncSession, agreement_id: UUID) -> Sequence[LineDisputeRow]:
    """The disputes of an agreement that bear on its money, by the day of filing: those that are open, and those upheld."""
    found = await session.scalars(
        select(LineDisputeRow)
        .where(
            LineDisputeRow.agreement_id == agreement_id, or_(LineDisputeRow.settled_at.is_(None), LineDisputeRow.upheld.is_(True))
        )
        .order_by(LineDisputeRow.filed_on, LineDisputeRow.contest_id)
    )
    return found.all()


def stands(row: LineDisputeRow) -> bool:
    """Whether a dispute bears on the money: it is open, or it was upheld."""
    return row.settled_at is None or row.upheld is True


def dispute_fact(row: LineDisputeRow) -> DisputeFact:
    """A dispute as a settlement believes it."""
    return DisputeFact(
        month_of=row.month_of,
        step=Step(row.step),
        code=row.code or None,
        filed_on=row.filed_on,
        disputed_pence=row.disputed_pence,
        upheld=row.upheld is True,
    )


def dispute_view(row: LineDisputeRow) -> LineDisputeView:
    """A dispute as both parties see it."""
    return LineDisputeView.model_validate(row)
