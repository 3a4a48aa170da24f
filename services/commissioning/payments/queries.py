"""Settlement runs and what they posted."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.payments import SettlementLineView, SettlementView
from services.commissioning.payments.tables import SettlementLineRow, SettlementRow


async def posted_for_period(session: AsyncSession, period_id: UUID) -> dict[str, list[int]]:
    """What earlier runs of the period posted, by kind of line."""
    rows = await session.execute(
        select(SettlementLineRow.kind, SettlementLineRow.posted_pence)
        .join(SettlementRow, SettlementRow.computation_id == SettlementLineRow.computation_id)
        .where(SettlementRow.period_id == period_id)
    )
    posted: dict[str, list[int]] = {}
    for kind, pence in rows:
        posted.setdefault(kind, []).append(pence)
    return posted


async def settlement_view(session: AsyncSession, computation_id: UUID) -> SettlementView:
    """The settlement run of a computation."""
    run = await session.get_one(SettlementRow, computation_id)
    lines = await session.scalars(
        select(SettlementLineRow).where(SettlementLineRow.computation_id == computation_id).order_by(SettlementLineRow.kind)
    )
    return shown(run, lines.all())


def shown(run: SettlementRow, lines: Sequence[SettlementLineRow]) -> SettlementView:
    """A settlement run as its parties see it."""
    return SettlementView(
        run_number=run.run_number,
        rule_version=run.rule_version,
        inputs_hash=run.inputs_hash,
        entitlement_pence=sum(line.entitlement_pence for line in lines),
        posted_pence=sum(line.posted_pence for line in lines),
        lines=[SettlementLineView.model_validate(line) for line in sorted(lines, key=lambda line: line.kind)],
    )
