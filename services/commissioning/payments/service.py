"""Settling: a computation of a period, or the months of a contract year; each posts only what earlier runs did not."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.payments import LineDisputeView, LineKind, ReplayView, SettlementView
from services.commissioning.agreements import queries as agreements
from services.commissioning.completions.rules import no_fee
from services.commissioning.disputes.service import decide_dispute, file_dispute
from services.commissioning.evidence.rules import Facts
from services.commissioning.ledger import rules as ledger
from services.commissioning.payments import queries, rules
from services.commissioning.payments.tables import SettlementLineRow, SettlementRow
from services.commissioning.runs.queries import run_numbered
from services.commissioning.runs.service import Posted, settle_months
from services.commissioning.terms.queries import TermsInForce, terms_of_version, terms_of_years_before

__all__ = ["Posted", "mark_line_disputed", "replay_run", "settle_computation", "settle_line_dispute", "settle_months"]


async def settle_computation(
    session: AsyncSession,
    *,
    agreement_id: UUID,
    period_id: UUID,
    computation_id: UUID,
    run_number: int,
    owed: rules.Settlement,
) -> SettlementView:
    """Post a settlement run. Whoever calls holds the agreement, so that no other run of the period can post meanwhile.

    From the first day of payment terms the fee is paid by the month, and none for a period: what was is taken back.
    """
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
    lines = [line_row(run, line, posted.get(line.kind, [])) for line in lines_of(owed, posted)]
    session.add(run)
    await session.flush()
    session.add_all(lines)
    await session.flush()
    return queries.shown(run, lines)


def lines_of(owed: rules.Settlement, posted: Collection[str]) -> Sequence[rules.SettlementLine]:
    """The lines of a period; a fee that was posted before payment terms came to price its days is taken back."""
    fee_is_owed = any(line.kind is LineKind.SERVICE_FEE for line in owed.lines)
    return owed.lines if fee_is_owed or LineKind.SERVICE_FEE not in posted else (*owed.lines, no_fee())


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


async def mark_line_disputed(
    session: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    line_id: UUID,
    contest_id: UUID,
    *,
    filed_on: date | None = None,
    disputed_pence: int | None = None,
) -> LineDisputeView:
    """Let a line of the account, or a part of its pence, wait until a contest is decided; everything else is paid on time."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    line = await queries.standing_line(session, agreement.agreement_id, line_id)
    return await file_dispute(session, caller, line, contest_id=contest_id, filed_on=filed_on, disputed_pence=disputed_pence)


async def settle_line_dispute(
    session: AsyncSession, caller: Caller, agreement_id: UUID, line_id: UUID, *, upheld: bool
) -> LineDisputeView:
    """End the waiting of a line: a dispute that is upheld is posted as an adjustment by the run that follows."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    return await decide_dispute(session, caller, agreement.agreement_id, line_id, upheld=upheld)


async def replay_run(session: AsyncSession, agreement_id: UUID, number: int) -> ReplayView:
    """Compute a run again from the inputs that were kept, and hold it against what was posted, byte by byte."""
    run = await run_numbered(session, agreement_id, number)
    terms = (await terms_of_version(session, agreement_id, run.terms_version)).model_copy(update={"ends_on": run.ends_on})
    in_force = TermsInForce(run.terms_version, terms)
    others = await terms_of_years_before(session, agreement_id, in_force, run.contract_year)
    again = rules.settle_year(terms, Facts.of(ledger.facts_from(run.facts)), run.through, others)
    lines = [ledger.lines_text(month.lines) for month in again.months]
    fingerprint = ledger.fingerprint(ledger.statement_text(again), lines)
    return ReplayView(
        run=run.run,
        rule_version=run.rule_version,
        rule_version_now=again.rule_version,
        inputs_hash=run.inputs_hash,
        inputs_hash_again=again.inputs_hash,
        answer_hash=run.answer_hash,
        answer_hash_again=fingerprint,
        same=(run.inputs_hash, run.answer_hash) == (again.inputs_hash, fingerprint),
    )
