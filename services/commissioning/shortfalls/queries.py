"""The figures of an agreement that remedies go by, as known at an instant: outturns against floors, points, deductions."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.measures import Direction
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import QuarterSettlementView
from noms.contracts.commissioning.triggers import DeductionView, Evidence, EvidenceKind, FigureView
from services.commissioning.agreements.rules import Agreed
from services.commissioning.escalation.rules import Parameters
from services.commissioning.ledger.rules import line_id, lines_from, statement_from
from services.commissioning.occurrences.queries import occurrences_of
from services.commissioning.performance.tables import ComputationRow
from services.commissioning.prices.rules import MONTHS_IN_A_QUARTER, month_serial
from services.commissioning.results.tables import ResultRow
from services.commissioning.runs.queries import runs_of, standing_months
from services.commissioning.runs.rules import NO_LINES
from services.commissioning.runs.tables import SettlementMonthRow, SettlementRunRow
from services.commissioning.shortfalls.rules import DEDUCTED, POINTS, MonthFigure, QuarterFigure, deducted_pence

QUARTERS_IN_A_YEAR = 4


@dataclass(frozen=True)
class Figures:
    """What remedies go by: figures of quarters, and deductions of months."""

    quarters: tuple[QuarterFigure, ...]
    months: tuple[MonthFigure, ...]


async def figures_of(session: AsyncSession, agreed: Agreed, *, known_at: datetime | None = None) -> Figures:
    """The figures of an agreement that was found through the caller's reach, as known at an instant."""
    outturns = await _outturns(session, agreed, known_at)
    runs = [run for run in await runs_of(session, agreed.agreement_id) if known_at is None or run.recorded_at <= known_at]
    settled = await _months(session, agreed.agreement_id, [run.run for run in runs])
    months = [month for month in settled if month.lines != NO_LINES]
    points = tuple(_points(agreed.agreement_id, runs, months))
    return Figures((*outturns, *points), tuple(_month_figure(agreed.agreement_id, month) for month in months))


async def _outturns(session: AsyncSession, agreed: Agreed, known_at: datetime | None) -> list[QuarterFigure]:
    """The outturn of each rated measure in each computed period, by the latest computation that was known, against its floor."""
    latest = (
        select(ComputationRow.computation_id)
        .where(ComputationRow.agreement_id == agreed.agreement_id)
        .ext(distinct_on(ComputationRow.period_id))
        .order_by(ComputationRow.period_id, ComputationRow.number.desc())
    )
    if known_at is not None:
        latest = latest.where(ComputationRow.computed_at <= known_at)
    rows = await session.scalars(
        select(ResultRow)
        .where(ResultRow.agreement_id == agreed.agreement_id, ResultRow.computation_id.in_(latest))
        .where(ResultRow.exact_outturn.is_not(None), ResultRow.weight.is_not(None))
        .order_by(ResultRow.measure_code, ResultRow.to_day)
    )
    return [
        _outturn(agreed.starts_on, row, row.floor, Direction(row.direction))
        for row in rows
        if row.floor is not None and row.direction
    ]


def _outturn(starts_on: date, row: ResultRow, floor: Decimal, direction: Direction) -> QuarterFigure:
    return QuarterFigure(
        matter=row.measure_code,
        quarter=month_serial(starts_on, row.to_day) // MONTHS_IN_A_QUARTER + 1,
        ends_on=row.to_day,
        value=Fraction(row.exact_outturn or 0),
        bound=Fraction(floor),
        direction=direction,
        evidence=(Evidence(kind=EvidenceKind.RESULT, id=row.result_id),),
    )


async def _months(session: AsyncSession, agreement_id: UUID, runs: Collection[int]) -> Sequence[SettlementMonthRow]:
    """Each settled month by the last of these runs."""
    month = SettlementMonthRow
    found = await session.scalars(
        select(month)
        .where(month.agreement_id == agreement_id, month.run.in_(runs))
        .ext(distinct_on(month.contract_year, month.month))
        .order_by(month.contract_year, month.month, month.run.desc())
    )
    return found.all()


def _points(
    agreement_id: UUID, runs: Sequence[SettlementRunRow], months: Sequence[SettlementMonthRow]
) -> Iterator[QuarterFigure]:
    """The performance points of each quarter that is over, by the last run of its contract year."""
    last = {run.contract_year: run for run in sorted(runs, key=lambda run: run.run)}
    for year, run in last.items():
        for quarter in statement_from(run.statement).quarters:
            within = [
                m for m in months if m.contract_year == year and (m.month - 1) // MONTHS_IN_A_QUARTER + 1 == quarter.quarter
            ]
            if quarter.complete and within and quarter.points is not None and quarter.baseline is not None:
                yield _points_figure(agreement_id, quarter, within)


def _points_figure(agreement_id: UUID, quarter: QuarterSettlementView, months: Sequence[SettlementMonthRow]) -> QuarterFigure:
    shown = [_line_ids(agreement_id, month, Step.POINTS_COUNTED, Step.QUARTER_POINTS) for month in months]
    return QuarterFigure(
        matter=POINTS,
        quarter=(months[0].contract_year - 1) * QUARTERS_IN_A_YEAR + quarter.quarter,
        ends_on=max(month.to_day for month in months),
        value=Fraction(quarter.points or 0),
        bound=Fraction(quarter.baseline or 0),
        direction=Direction.LOW,
        evidence=tuple(item for ids in shown for item in ids),
    )


def _month_figure(agreement_id: UUID, month: SettlementMonthRow) -> MonthFigure:
    """A settled month with what was charged and what was deducted."""
    by_step = [(line.step, line.pence) for line in lines_from(month.lines)]
    return MonthFigure(
        from_day=month.from_day,
        to_day=month.to_day,
        charge_pence=sum(pence for step, pence in by_step if step is Step.BASE_FEE),
        deducted_pence=deducted_pence(by_step),
        evidence=tuple(_line_ids(agreement_id, month, *DEDUCTED)),
    )


def _line_ids(agreement_id: UUID, month: SettlementMonthRow, *steps: Step) -> Iterator[Evidence]:
    for line in lines_from(month.lines):
        if line.step in steps:
            kept = line_id(agreement_id, month.contract_year, month.month, line)
            yield Evidence(kind=EvidenceKind.SETTLEMENT, id=kept)


async def evidence_standing(session: AsyncSession, agreement_id: UUID, cited: Sequence[Evidence]) -> set[Evidence]:
    """Which of these results, occurrences and settlement lines stand under the agreement."""
    standing: set[Evidence] = set()
    wanted = {kind: {item.id for item in cited if item.kind is kind} for kind in EvidenceKind}
    results = select(ResultRow.result_id).where(
        ResultRow.agreement_id == agreement_id, ResultRow.result_id.in_(wanted[EvidenceKind.RESULT])
    )
    standing |= {Evidence(kind=EvidenceKind.RESULT, id=found) for found in await session.scalars(results)}
    if wanted[EvidenceKind.OCCURRENCE]:
        happened = await occurrences_of(session, agreement_id, date.min, date.max)
        standing |= {Evidence(kind=EvidenceKind.OCCURRENCE, id=each.occurrence_id) for each in happened}
    if wanted[EvidenceKind.SETTLEMENT]:
        for month in await standing_months(session, agreement_id):
            standing |= set(_line_ids(agreement_id, month, *Step))
    return standing


def figure_view(figure: QuarterFigure, parameters: Parameters) -> FigureView:
    """A figure as both parties see it."""
    return FigureView(
        matter=figure.matter,
        quarter=figure.quarter,
        ends_on=figure.ends_on,
        value=str(figure.value),
        limit=str(figure.limit(parameters)),
        fails=figure.fails(parameters),
        evidence=list(figure.evidence),
    )


def deduction_view(month: MonthFigure) -> DeductionView:
    """A month's deductions as both parties see them."""
    return DeductionView(
        from_day=month.from_day,
        to_day=month.to_day,
        charge_pence=month.charge_pence,
        deducted_pence=month.deducted_pence,
        share_percent=f"{float(month.share):.2%}".removesuffix("%"),
        evidence=list(month.evidence),
    )
