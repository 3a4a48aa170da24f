"""Settlement runs of periods and what they posted."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.payments import SettlementLineView, SettlementView
from services.commissioning.disputes.queries import disputes_of
from services.commissioning.disputes.rules import DisputedLine
from services.commissioning.ledger.rules import line_id as line_id_of
from services.commissioning.ledger.rules import lines_from
from services.commissioning.payments.tables import SettlementLineRow, SettlementRow
from services.commissioning.runs.queries import standing_months


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


async def owed_for_periods(session: AsyncSession, agreement_id: UUID) -> Mapping[str, int]:
    """What all periods of an agreement have posted to date, by kind of line."""
    rows = await session.execute(
        select(SettlementLineRow.kind, func.sum(SettlementLineRow.posted_pence))
        .where(SettlementLineRow.agreement_id == agreement_id)
        .group_by(SettlementLineRow.kind)
    )
    return {kind: int(pence) for kind, pence in rows}


async def standing_line(session: AsyncSession, agreement_id: UUID, line_id: UUID) -> DisputedLine:
    """A line of the account, as the last run of its month left it; one that was disputed is known for ever.

    Raises:
        NotFound: the account has no such line.

    """
    for month in await standing_months(session, agreement_id):
        for line in lines_from(month.lines):
            if line_id_of(agreement_id, month.contract_year, month.month, line) == line_id:
                place = (month.contract_year, month.month, month.from_day, line.step, line.code)
                return DisputedLine(agreement_id, line_id, *place, line.pence)
    disputed = await disputes_of(session, agreement_id, line_id)
    if not disputed:
        raise NotFound
    was = disputed[-1]
    return DisputedLine(agreement_id, line_id, was.contract_year, was.month, was.month_of, was.step, was.code, 0)
