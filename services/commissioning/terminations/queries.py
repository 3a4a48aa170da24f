"""Decisions on ending an agreement, as known at an instant."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.terminations import TerminationDecisionView, TerminationOutcome
from services.commissioning.escalation.rules import Decided
from services.commissioning.terminations.tables import TerminationDecisionRow


async def on_record(
    session: AsyncSession, agreement_id: UUID, *, as_at: date, known_at: datetime | None = None
) -> Sequence[TerminationDecisionRow]:
    """The decisions under an agreement in their order, as they stood on a day and were known at an instant."""
    wanted = select(TerminationDecisionRow).where(
        TerminationDecisionRow.agreement_id == agreement_id, TerminationDecisionRow.decided_on <= as_at
    )
    if known_at is not None:
        wanted = wanted.where(TerminationDecisionRow.recorded_at <= known_at)
    found = await session.scalars(wanted.order_by(TerminationDecisionRow.number))
    return found.all()


def as_fact(row: TerminationDecisionRow) -> Decided:
    """As much of a decision as decides where the agreement stands."""
    return Decided(TerminationOutcome(row.outcome), row.decided_on, frozenset(row.points))


def decision_view(row: TerminationDecisionRow) -> TerminationDecisionView:
    """A decision as both parties see it."""
    return TerminationDecisionView.model_validate(row)
