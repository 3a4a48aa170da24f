"""How each kind of thing stands for a contest, under an agreement that the caller has found."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.contracts.commissioning.contests import Contested, ContestedKind
from services.commissioning.contestables.rules import Settled, Standing, first_told
from services.commissioning.disputes.rules import DisputedLine
from services.commissioning.invoices import queries as invoices
from services.commissioning.invoices.tables import InvoiceMatchRow
from services.commissioning.ledger.rules import lines_from
from services.commissioning.occurrences import queries as occurrences
from services.commissioning.occurrences.rules import author_of, last_day_to_contest
from services.commissioning.occurrences.tables import OccurrenceVersionRow
from services.commissioning.payments.queries import standing_line
from services.commissioning.performance import queries as performance
from services.commissioning.postings.rules import window_closes_on
from services.commissioning.prices.rules import numbered_year, year_number
from services.commissioning.results import queries as results
from services.commissioning.runs.queries import runs_of
from services.commissioning.runs.tables import SettlementMonthRow, SettlementRunRow
from services.commissioning.terms.queries import terms_in_force
from services.commissioning.workings.rules import StepLine


async def standing(session: AsyncSession, agreement_id: UUID, about: Contested) -> Standing:
    """A thing of the agreement as it stands for a contest.

    Raises:
        NotFound: the agreement has no such thing.

    """
    match about.kind:
        case ContestedKind.OCCURRENCE:
            return await occurrence_standing(session, agreement_id, about.id)
        case ContestedKind.SETTLEMENT_LINE:
            return await line_standing(session, agreement_id, about.id)
        case ContestedKind.RESULT:
            return await result_standing(session, agreement_id, about.id)
        case ContestedKind.INVOICE_LINE:
            return await invoice_line_standing(session, agreement_id, about)


async def occurrence_standing(session: AsyncSession, agreement_id: UUID, occurrence_id: UUID) -> Standing:
    """An occurrence: it was told by its latest version, and its room says until when that can be contested."""
    row = await occurrences.occurrence(session, agreement_id, occurrence_id)
    versions = await occurrences.versions_of(session, row.occurrence_id)
    beliefs = [(occurrences.belief_of(version), version.recorded_by) for version in versions]
    return Standing(
        version=versions[-1].number,
        told_on=versions[-1].told_on,
        contest_until=versions[-1].contest_until,
        controller=author_of(beliefs),
        judged_by=frozenset(by for _, by in beliefs),
        count=beliefs[-1][0].count,
    )


async def line_standing(session: AsyncSession, agreement_id: UUID, line_id: UUID) -> Standing:
    """A line of the account: it was told by the run since which its pence are the same."""
    line = await standing_line(session, agreement_id, line_id)
    month, run = SettlementMonthRow, SettlementRunRow
    found = await session.execute(
        select(month.lines, run.run, run.recorded_at, run.recorded_by)
        .join(run, (run.agreement_id == month.agreement_id) & (run.run == month.run))
        .where(month.agreement_id == agreement_id, month.contract_year == line.contract_year, month.month == line.month)
        .order_by(month.run.desc())
    )
    rows = found.all()
    tellings = [(row, _pence_of(row.lines, line)) for row in rows]
    told = first_told(tellings)
    classified = await classifiers_of(session, agreement_id, (one for row in rows for one in _same_line(row.lines, line)))
    judged_by = classified | {told.recorded_by}
    return _told(told.run, london_day(told.recorded_at), pence=abs(tellings[0][1]), judged_by=judged_by)


async def classifiers_of(session: AsyncSession, agreement_id: UUID, told: Iterable[StepLine]) -> frozenset[str]:
    """Everybody who entered a version of an occurrence that one of these lines names."""
    named = {occurrence_id for line in told for occurrence_id in line.occurrence_ids}
    version = OccurrenceVersionRow
    wanted = select(version.recorded_by).where(version.agreement_id == agreement_id, version.occurrence_id.in_(named))
    return frozenset(await session.scalars(wanted.distinct()))


def _same_line(lines: str, line: DisputedLine) -> list[StepLine]:
    return [one for one in lines_from(lines) if (one.step, one.code) == (line.step, line.code)]


def _pence_of(lines: str, line: DisputedLine) -> int:
    """What a line came to in one run; 0 where the run has no such line."""
    return next((one.pence for one in _same_line(lines, line)), 0)


async def result_standing(session: AsyncSession, agreement_id: UUID, result_id: UUID) -> Standing:
    """A figure: it was told by the computation that found it."""
    row = await results.result(session, agreement_id, result_id)
    computed = await performance.computation_by_id(session, agreement_id, row.computation_id)
    return _told(computed.number, london_day(computed.computed_at), judged_by=frozenset({computed.computed_by}))


async def invoice_line_standing(session: AsyncSession, agreement_id: UUID, about: Contested) -> Standing:
    """A line of an invoice: it was told by the match since which the findings about it are the same.

    Where nothing was found wrong there is nothing to contest.
    """
    invoice = await invoices.invoice(session, agreement_id, about.id)
    match = InvoiceMatchRow
    of_it = select(match).where(match.agreement_id == agreement_id, match.invoice_id == invoice.invoice_id)
    matches = (await session.scalars(of_it.order_by(match.match.desc()))).all()
    tellings = [(row, [found for found in row.findings if found["place"] == about.place]) for row in matches]
    told, judged_by = first_told(tellings), frozenset(row.matched_by for row in matches)
    if not tellings[0][1]:
        return Standing(told.match, london_day(told.matched_at), None, judged_by=judged_by)
    return _told(told.match, london_day(told.matched_at), judged_by=judged_by)


def _told(version: int, told_on: date, *, judged_by: frozenset[str], pence: int | None = None) -> Standing:
    return Standing(version, told_on, last_day_to_contest(told_on), judged_by=judged_by, pence=pence)


async def withheld_pence(session: AsyncSession, about: Contested) -> int:
    """What the latest match of an invoice withholds at a place."""
    latest = await invoices.match_of(session, about.id)
    return sum(found["withheld_pence"] for found in latest.findings if found["place"] == about.place)


async def last_settlement(session: AsyncSession, agreement_id: UUID, day: date) -> Settled | None:
    """How far the contract year of a day was settled, if the day is among what was settled, and when the year closes."""
    in_force = await terms_in_force(session, agreement_id, day)
    if in_force is None:
        return None
    number = year_number(in_force.terms.commenced_on, day)
    runs = await runs_of(session, agreement_id)
    of_year = [run for run in runs if run.contract_year == number]
    through = max((run.through for run in of_year), default=date.min)
    if through < day:
        return None
    first_posted_on = min(london_day(run.recorded_at) for run in of_year)
    year, months = numbered_year(in_force.terms.commenced_on, number), in_force.terms.restatement_months
    return Settled(through, runs[0].settled_on, window_closes_on(year.ends_on, months, first_posted_on=first_posted_on))
