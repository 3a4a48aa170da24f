"""How each kind of thing stands for a contest, under an agreement that the caller has found."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
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
from services.commissioning.payments.queries import standing_line
from services.commissioning.performance import queries as performance
from services.commissioning.results import queries as results
from services.commissioning.runs.tables import SettlementMonthRow, SettlementRunRow


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
    rows = await session.execute(
        select(month.lines, run.run, run.recorded_at)
        .join(run, (run.agreement_id == month.agreement_id) & (run.run == month.run))
        .where(month.agreement_id == agreement_id, month.contract_year == line.contract_year, month.month == line.month)
        .order_by(month.run.desc())
    )
    tellings = [((number, recorded_at), _pence_of(lines, line)) for lines, number, recorded_at in rows]
    number, recorded_at = first_told(tellings)
    return _told(number, london_day(recorded_at), pence=abs(tellings[0][1]))


def _pence_of(lines: str, line: DisputedLine) -> int:
    """What a line came to in one run; 0 where the run has no such line."""
    return next((one.pence for one in lines_from(lines) if (one.step, one.code) == (line.step, line.code)), 0)


async def result_standing(session: AsyncSession, agreement_id: UUID, result_id: UUID) -> Standing:
    """A figure: it was told by the computation that found it."""
    row = await results.result(session, agreement_id, result_id)
    computed = await performance.computation_by_id(session, agreement_id, row.computation_id)
    return _told(computed.number, london_day(computed.computed_at))


async def invoice_line_standing(session: AsyncSession, agreement_id: UUID, about: Contested) -> Standing:
    """A line of an invoice: it was told by the match since which the findings about it are the same.

    Where nothing was found wrong there is nothing to contest.
    """
    invoice = await invoices.invoice(session, agreement_id, about.id)
    match = InvoiceMatchRow
    of_it = select(match).where(match.agreement_id == agreement_id, match.invoice_id == invoice.invoice_id)
    matches = (await session.scalars(of_it.order_by(match.match.desc()))).all()
    tellings = [(row, [found for found in row.findings if found["place"] == about.place]) for row in matches]
    told = first_told(tellings)
    if not tellings[0][1]:
        return Standing(told.match, london_day(told.matched_at), None)
    return _told(told.match, london_day(told.matched_at))


def _told(version: int, told_on: date, pence: int | None = None) -> Standing:
    return Standing(version, told_on, last_day_to_contest(told_on), pence=pence)


async def first_day_of(session: AsyncSession, agreement_id: UUID, line_id: UUID) -> date:
    """The first day of the month that a line of the account is for."""
    return (await standing_line(session, agreement_id, line_id)).month_of


async def last_settlement(session: AsyncSession, agreement_id: UUID, day: date) -> Settled | None:
    """How far and when the contract year of a day was settled last, if the day is among what was settled."""
    run = SettlementRunRow
    of_year = select(run.contract_year).where(run.agreement_id == agreement_id, run.through >= day).order_by(run.contract_year)
    latest = select(run.through).where(run.agreement_id == agreement_id, run.contract_year == of_year.limit(1).scalar_subquery())
    through = await session.scalar(latest.order_by(run.run.desc()).limit(1))
    settled_on = await session.scalar(select(func.max(run.settled_on)).where(run.agreement_id == agreement_id))
    return Settled(through, settled_on) if through is not None and settled_on is not None else None
