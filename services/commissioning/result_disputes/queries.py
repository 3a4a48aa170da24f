"""The contests of a period's figures, with their decisions."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.results import DisputeState, ResultDisputeView
from services.commissioning.result_disputes.rules import Contest, Figure
from services.commissioning.result_disputes.tables import ResultDecisionRow, ResultDisputeRow

Dispute = tuple[ResultDisputeRow, ResultDecisionRow | None]


async def disputes_of(session: AsyncSession, period_id: UUID) -> Sequence[Dispute]:
    """The contests of a period's figures with their decisions, in the order in which they were marked."""
    rows = await session.execute(
        select(ResultDisputeRow, ResultDecisionRow)
        .outerjoin(ResultDecisionRow, ResultDecisionRow.dispute_id == ResultDisputeRow.dispute_id)
        .where(ResultDisputeRow.period_id == period_id)
        .order_by(ResultDisputeRow.marked_at)
    )
    return [(dispute, decision) for dispute, decision in rows]


async def open_dispute(session: AsyncSession, agreement_id: UUID, result_id: UUID) -> ResultDisputeRow:
    """The contest of a figure that waits to be decided.

    Raises:
        NotFound: the figure is not contested, or its contest is decided.

    """
    decided = select(ResultDecisionRow.dispute_id).where(ResultDecisionRow.agreement_id == agreement_id)
    found = await session.scalar(
        select(ResultDisputeRow).where(
            ResultDisputeRow.agreement_id == agreement_id,
            ResultDisputeRow.result_id == result_id,
            ResultDisputeRow.dispute_id.not_in(decided),
        )
    )
    if found is None:
        raise NotFound
    return found


def contests_of(disputes: Sequence[Dispute]) -> list[Contest]:
    """The contests of a period as the rating judges them."""
    return [
        Contest(
            dispute.contest_id,
            Figure(dispute.measure_code, dispute.from_day),
            state_of(decision),
            decision.through_version if decision else None,
        )
        for dispute, decision in disputes
    ]


def state_of(decision: ResultDecisionRow | None) -> DisputeState:
    """Where a contest stands."""
    if decision is None:
        return DisputeState.OPEN
    return DisputeState.UPHELD if decision.upheld else DisputeState.REJECTED


def dispute_view(figure: Figure, disputes: Sequence[Dispute]) -> ResultDisputeView | None:
    """The last contest of a figure."""
    of_figure = [(d, decided) for d, decided in disputes if Figure(d.measure_code, d.from_day) == figure]
    if not of_figure:
        return None
    dispute, decision = of_figure[-1]
    return ResultDisputeView(
        contest_id=dispute.contest_id,
        state=state_of(decision),
        marked_at=dispute.marked_at,
        settled_at=decision.settled_at if decision else None,
    )
