"""Settlement runs of contract years, and everything that the next one rests on."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlement_runs import ChangeView, PostedLineView, PostedMonthView, SettlementRunView
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.bills.rules import MonthSettlement
from services.commissioning.disputes.queries import dispute_fact, disputes_of, standing_disputes, stands
from services.commissioning.evidence.rules import Facts
from services.commissioning.facts.queries import figures_of, index_facts
from services.commissioning.ledger.rules import (
    adjusted_from,
    changes_from,
    facts_from,
    gone,
    line_id,
    lines_from,
    statement_from,
    stood_from,
)
from services.commissioning.occurrences.queries import occurrences_of
from services.commissioning.postings.rules import LineKey, Stood
from services.commissioning.prices.rules import MONTHS_IN_A_QUARTER, ContractMonth, numbered_year
from services.commissioning.runs.rules import NO_LINES, About, believed_but
from services.commissioning.runs.tables import SettlementMonthRow, SettlementRunRow
from services.commissioning.workings.rules import StepLine

YEARS_LOOKED_BACK = 2
"""The first invoice of a year carries the year before, whose repeats look back a year further."""


async def believed(
    session: AsyncSession, agreement_id: UUID, terms: PaymentTerms, *, year: int, through: date, known_on: date
) -> Facts:
    """Everything that bears on a contract year up to a day, as it is believed now; of index values, what was out by a day."""
    first = numbered_year(terms.commenced_on, max(1, year - YEARS_LOOKED_BACK)).starts_on
    figures = await figures_of(session, agreement_id, terms, first, numbered_year(terms.commenced_on, year).ends_on)
    disputes = await standing_disputes(session, agreement_id)
    return Facts(
        occurrences=await occurrences_of(session, agreement_id, first, through),
        index_values=await index_facts(session, terms.indexation, through=through, known_on=known_on),
        outturns=figures.outturns,
        volumes=figures.volumes,
        cohorts=figures.cohorts,
        disputes=[dispute_fact(row) for row in disputes if first <= row.month_of <= through],
    )


async def believed_again(session: AsyncSession, run: SettlementRunRow, about: About) -> Facts:
    """What a run believed, but for what a contest was about."""
    was = Facts.of(facts_from(run.facts))
    if about.line_id is not None:
        rows = await disputes_of(session, run.agreement_id, about.line_id)
        standing = [dispute_fact(row) for row in rows if stands(row)]
        return believed_but(was, happened=(), disputes=standing, of_line=dispute_fact(rows[0]) if rows else None)
    first = min((each.occurred_on for each in was.occurrences), default=run.through)
    known = await occurrences_of(session, run.agreement_id, first, run.through)
    now = [each for each in known if each.occurrence_id == about.occurrence_id]
    return believed_but(was, happened=now, disputes=(), of_line=None)


async def runs_of(session: AsyncSession, agreement_id: UUID) -> Sequence[SettlementRunRow]:
    """The settlement runs of an agreement under payment terms, the latest first."""
    found = await session.scalars(
        select(SettlementRunRow).where(SettlementRunRow.agreement_id == agreement_id).order_by(SettlementRunRow.run.desc())
    )
    return found.all()


async def run_numbered(session: AsyncSession, agreement_id: UUID, number: int) -> SettlementRunRow:
    """One settlement run of an agreement.

    Raises:
        NotFound: the agreement has no such run.

    """
    found = await session.scalar(
        select(SettlementRunRow).where(SettlementRunRow.agreement_id == agreement_id, SettlementRunRow.run == number)
    )
    if found is None:
        raise NotFound
    return found


async def months_of_run(session: AsyncSession, agreement_id: UUID, number: int) -> Sequence[SettlementMonthRow]:
    """The months of a run, in their order."""
    found = await session.scalars(
        select(SettlementMonthRow)
        .where(SettlementMonthRow.agreement_id == agreement_id, SettlementMonthRow.run == number)
        .order_by(SettlementMonthRow.contract_year, SettlementMonthRow.month)
    )
    return found.all()


async def standing_months(session: AsyncSession, agreement_id: UUID) -> Sequence[SettlementMonthRow]:
    """Each month of an agreement by the last run that settled it: what its lines come to is what was posted for them."""
    month = SettlementMonthRow
    found = await session.scalars(
        select(month)
        .where(month.agreement_id == agreement_id)
        .ext(distinct_on(month.contract_year, month.month))
        .order_by(month.contract_year, month.month, month.run.desc())
    )
    return found.all()


def stood_by(months: Sequence[SettlementMonthRow]) -> dict[LineKey, Stood]:
    """What every line came to at the last run of its month: all that has been posted for it."""
    return {key: stood for month in months for key, stood in stood_from(month.lines, month.from_day, month.run).items()}


def emptied(months: Sequence[SettlementMonthRow], *, after: date) -> list[MonthSettlement]:
    """The months that were posted beyond the day on which the agreement ended after all: nothing is owed for them."""
    return [
        MonthSettlement(
            row.contract_year, ContractMonth(row.month, row.from_day, row.to_day), ends_quarter=False, last=False, lines=()
        )
        for row in months
        if row.from_day > after and row.lines != NO_LINES
    ]


async def run_view(session: AsyncSession, run: SettlementRunRow) -> SettlementRunView:
    """A run as both parties see it: every line with what it comes to, and what the run posted for it."""
    statement = statement_from(run.statement)
    return SettlementRunView(
        agreement_id=run.agreement_id,
        run=run.run,
        through=run.through,
        settled_on=run.settled_on,
        recorded_at=run.recorded_at,
        recorded_by=run.recorded_by,
        rule_version=run.rule_version,
        inputs_hash=run.inputs_hash,
        answer_hash=run.answer_hash,
        terms_version=run.terms_version,
        run_before=run.run_before,
        cause=run.cause,
        fraud=run.fraud,
        changes=[ChangeView(kind=each.kind, what=each.what, how=each.how) for each in changes_from(run.changes)],
        entitlement_pence=run.entitlement_pence,
        posted_pence=run.posted_pence,
        provisional=run.provisional,
        year=statement.year,
        quarters=list(statement.quarters),
        months=[month_view(month) for month in await months_of_run(session, run.agreement_id, run.run)],
        invoices=list(statement.invoices),
        unpriced=list(statement.unpriced),
    )


def month_view(month: SettlementMonthRow) -> PostedMonthView:
    """A month of a run, line by line."""
    return PostedMonthView(
        month=month.month,
        quarter=(month.month - 1) // MONTHS_IN_A_QUARTER + 1,
        from_day=month.from_day,
        to_day=month.to_day,
        entitlement_pence=month.entitlement_pence,
        posted_pence=month.posted_pence,
        lines=posted_lines(month),
    )


def posted_lines(month: SettlementMonthRow) -> list[PostedLineView]:
    """The lines of a month with their postings; a line that is no more stands at the end with what was taken back."""
    lines = lines_from(month.lines)
    adjusted = None if month.adjusted is None else adjusted_from(month.adjusted)
    known = {(line.step, line.code) for line in lines}
    lines += [gone(*key) for key in adjusted or () if key not in known]
    return [_line_view(month, line, adjusted) for line in lines]


def _line_view(
    month: SettlementMonthRow, line: StepLine, adjusted: Mapping[tuple[Step, str], tuple[int, int | None]] | None
) -> PostedLineView:
    posted, adjusts_run = (line.pence, None) if adjusted is None else adjusted.get((line.step, line.code), (0, None))
    return PostedLineView(
        line_id=line_id(month.agreement_id, month.contract_year, month.month, line),
        step=line.step,
        code=line.code or None,
        quantity=line.quantity,
        entitlement_pence=line.pence,
        posted_pence=posted,
        state=line.state,
        adjusts_run=adjusts_run,
        working=line.working,
        occurrence_ids=list(line.occurrence_ids),
    )
