"""Settling a computation: one run for each, which posts only what earlier runs of the period did not."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.contracts.commissioning.payments import SettlementView
from services.commissioning.payments import queries, rules
from services.commissioning.payments.tables import SettlementLineRow, SettlementRow


async def settle_computation(
    session: AsyncSession,
    *,
    agreement_id: UUID,
    period_id: UUID,
    computation_id: UUID,
    run_number: int,
    owed: rules.Settlement,
) -> SettlementView:
    """Post a settlement run. Whoever calls holds the agreement, so that no other run of the period can post meanwhile."""
    posted = await queries.posted_for_period(session, period_id)
    run = SettlementRow(
        computation_id=computation_id,
        agreement_id=agreement_id,
        period_id=period_id,
        run_number=run_number,
        rule_version=owed.rule_version,
        inputs_hash=owed.inputs_hash,
        settled_at=clock.now(),
    )
    lines = [line_row(run, line, posted.get(line.kind, [])) for line in owed.lines]
    session.add(run)
    await session.flush()
    session.add_all(lines)
    await session.flush()
    return queries.shown(run, lines)


def line_row(run: SettlementRow, line: rules.SettlementLine, posted_before_pence: Sequence[int]) -> SettlementLineRow:
    """A line as it is kept: what the period entitles to, and what is left to post of it."""
    return SettlementLineRow(
        computation_id=run.computation_id,
        kind=line.kind,
        agreement_id=run.agreement_id,
        quantity=str(line.quantity),
        entitlement_pence=line.entitlement_pence,
        posted_pence=rules.posting_pence(line.entitlement_pence, posted_before_pence),
        working=line.working,
    )
