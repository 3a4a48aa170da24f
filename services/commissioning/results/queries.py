"""Figures of a computation, as they are read and compared, the events behind them, and their contests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.intervals import IntervalMethod
from noms.contracts.commissioning.measures import Direction, Domain, EvidenceMark
from noms.contracts.commissioning.performance import ChangedPart, ResultEvents, ResultPart
from noms.contracts.commissioning.ratings import Missing
from noms.contracts.commissioning.results import MissingResultView, ResultView, YearsTargetView
from services.commissioning.agreements.rules import Agreed
from services.commissioning.formulas.rules import Formula
from services.commissioning.intervals.rules import Interval
from services.commissioning.measures.rules import Asked
from services.commissioning.ratings.queries import three_decimals
from services.commissioning.ratings.rules import Outturn
from services.commissioning.result_disputes.queries import Dispute, dispute_view
from services.commissioning.result_disputes.rules import Contest, Figure, has_fallen, waits
from services.commissioning.results import rules
from services.commissioning.results.tables import ResultRow
from services.commissioning.return_calendar.rules import periods_begun
from services.commissioning.returns import queries as returns
from services.commissioning.scores.rules import Scale, measure_score
from services.commissioning.targets.rules import TargetOn

EVENTS_SHOWN = 1_000


@dataclass(frozen=True)
class YearBegan:
    """By what each measure was judged when the contract year of a period began, and the formula of the period."""

    targets: Mapping[str, TargetOn]
    formula: Formula


async def results_of(session: AsyncSession, computation_id: UUID) -> Sequence[ResultRow]:
    """The figures of one computation, by measure and first day."""
    found = await session.scalars(
        select(ResultRow)
        .where(ResultRow.computation_id == computation_id)
        .order_by(ResultRow.measure_code, ResultRow.from_day.desc())
    )
    return found.all()


async def result(session: AsyncSession, agreement_id: UUID, result_id: UUID) -> ResultRow:
    """One figure of an agreement.

    Raises:
        NotFound: the agreement has no such figure.

    """
    found = await session.scalar(
        select(ResultRow).where(ResultRow.agreement_id == agreement_id, ResultRow.result_id == result_id)
    )
    if found is None:
        raise NotFound
    return found


async def returns_expected(session: AsyncSession, agreed: Agreed, asked: Asked, as_at: date) -> tuple[int, int]:
    """How many returns of a measure the days ask for, and how many of them were filed."""
    if asked.definition.return_every is None:
        return 0, 0
    begun = periods_begun(as_at, asked.definition.return_every, starts_on=agreed.starts_on, ends_on=agreed.ends_on)
    names = [period.name for period in begun if period.first_day <= asked.to_day and asked.from_day <= period.last_day]
    record = (await returns.on_record(session, [agreed.agreement_id])).get(agreed.agreement_id, {})
    return len(names), sum((asked.definition.code, name) in record for name in names)


def outturns_of(rows: Sequence[ResultRow], contests: Sequence[Contest], version: int) -> list[Outturn]:
    """The figures of a computation ready to be scored: a contested one is marked, one whose contest was upheld has fallen."""
    return [outturn_of(row, contests, version) for row in rows if row.weight is not None]


def outturn_of(row: ResultRow, contests: Sequence[Contest], version: int) -> Outturn:
    """One figure ready to be scored."""
    figure = Figure(row.measure_code, row.from_day)
    fallen = has_fallen(figure, contests, version)
    assert row.weight is not None, "only a figure with a yardstick is scored"
    floor, target, stretch = (Fraction(edge or 0) for edge in (row.floor, row.target, row.stretch))
    return Outturn(
        measure_code=row.measure_code,
        domain=Domain(str(row.domain)),
        weight=row.weight,
        scale=Scale(floor, target, stretch, Direction(str(row.direction))),
        value=None if fallen else exact(row.exact_outturn),
        denominator=exact(row.exact_denominator) or None,
        interval=interval_of(row),
        from_events=row.evidence == EvidenceMark.EVIDENCED,
        missing=Missing.OVERTURNED if fallen else Missing(row.missing) if row.missing else None,
        disputed=waits(figure, contests),
    )


def exact(text: str | None) -> Fraction | None:
    """A fraction as it is kept."""
    return None if text is None else Fraction(text)


def as_number(shown: Decimal | None) -> float | None:
    """A figure as JSON has it."""
    return None if shown is None else float(shown)


def interval_of(row: ResultRow) -> Interval | None:
    """Between which values the truth could well lie, as it is kept."""
    lowest, highest = exact(row.exact_lowest), exact(row.exact_highest)
    if lowest is None or highest is None or row.interval_method is None:
        return None
    return Interval(lowest, highest, IntervalMethod(row.interval_method))


def compared(rows: Sequence[ResultRow]) -> list[rules.Compared]:
    """The figures of a version, as far as versions are compared."""
    return [
        rules.Compared(
            row.measure_code,
            row.from_day,
            {part: None if (value := getattr(row, column)) is None else str(value) for part, column in _COMPARED.items()},
            frozenset([*row.numerator_event_ids, *row.denominator_event_ids]),
        )
        for row in rows
    ]


_COMPARED = {
    ChangedPart.VALUE: "exact_outturn",
    ChangedPart.NUMERATOR: "exact_numerator",
    ChangedPart.DENOMINATOR: "exact_denominator",
    ChangedPart.EXCLUSIONS: "exclusions",
    ChangedPart.COVERAGE: "coverage_percent",
    ChangedPart.DEFINITION_VERSION: "definition_version",
    ChangedPart.SOURCE_DEFINITION_VERSION: "source_definition_version",
    ChangedPart.MISSING: "missing",
    ChangedPart.TARGET: "target",
}


def is_missing(row: ResultRow) -> bool:
    """Whether there is no figure at all; where there was only nothing to measure the counts are there."""
    return row.exact_denominator is None


def by_target_of_the_year(row: ResultRow, year: YearBegan) -> YearsTargetView | None:
    """What a judged figure scores by the target with which its year began, where a dated target changed since."""
    began = year.targets.get(row.measure_code)
    if began is None or row.weight is None or began.target_id == row.target_id:
        return None
    told, value = vars(began.thresholds), exact(row.exact_outturn)
    floor, target, stretch = (Fraction(told[name]) for name in ("floor", "target", "stretch"))
    scale = Scale(floor, target, stretch, Direction(str(row.direction)))
    score = None if value is None else three_decimals(measure_score(value, scale, year.formula))
    return YearsTargetView.model_validate({**told, "target_id": began.target_id, "score": score})


def result_view(row: ResultRow, year: YearBegan, disputes: Sequence[Dispute] = ()) -> ResultView:
    """A figure as its parties see it, with the first events behind it."""
    same = {name: getattr(row, name) for name in ResultView.model_fields if hasattr(row, name)}
    longest = max(len(row.numerator_event_ids), len(row.denominator_event_ids))
    return ResultView.model_validate(
        {
            **same,
            "denominator": row.exact_denominator,
            "exact_numerator": row.exact_numerator or str(row.numerator),
            "value": as_number(row.value),
            "lowest_value": as_number(row.lowest_value),
            "highest_value": as_number(row.highest_value),
            "numerator_event_count": len(row.numerator_event_ids),
            "denominator_event_count": len(row.denominator_event_ids),
            "numerator_event_ids": row.numerator_event_ids[:EVENTS_SHOWN],
            "denominator_event_ids": row.denominator_event_ids[:EVENTS_SHOWN],
            "complete_event_list": longest <= EVENTS_SHOWN,
            "by_target_of_the_year": by_target_of_the_year(row, year),
            "dispute": dispute_view(Figure(row.measure_code, row.from_day), disputes),
        }
    )


def missing_view(row: ResultRow, disputes: Sequence[Dispute] = ()) -> MissingResultView:
    """A measure without a figure as its parties see it."""
    same = {name: getattr(row, name) for name in MissingResultView.model_fields if hasattr(row, name)}
    return MissingResultView.model_validate(same | {"dispute": dispute_view(Figure(row.measure_code, row.from_day), disputes)})


async def figure_named(session: AsyncSession, computation_id: UUID, measure_code: str, from_day: date | None) -> ResultRow:
    """The figure of a computation that is asked for; the later one where a measure has two.

    Raises:
        NotFound: the computation has no such figure.

    """
    rows = await results_of(session, computation_id)
    figure = next((row for row in rows if row.measure_code == measure_code and from_day in (None, row.from_day)), None)
    if figure is None:
        raise NotFound
    return figure


def events_of(figure: ResultRow, part: ResultPart) -> list[UUID]:
    """The events behind one side of a figure."""
    return figure.numerator_event_ids if part is ResultPart.NUMERATOR else figure.denominator_event_ids


def events_page(figure: ResultRow, part: ResultPart, after: UUID | None) -> ResultEvents:
    """One page of the events behind one side of a figure, as they stood when it was computed.

    Raises:
        NotFound: the event named by `after` is not among them.

    """
    events = events_of(figure, part)
    if after is not None and after not in events:
        raise NotFound
    begin = 0 if after is None else events.index(after) + 1
    page = list(islice(events, begin, begin + EVENTS_SHOWN))
    more = begin + len(page) < len(events)
    return ResultEvents(event_ids=page, next_after=page[-1] if more else None)


async def watermarks(session: AsyncSession, computation_ids: Sequence[UUID]) -> dict[str, int]:
    """What computations had seen of each service, at most."""
    rows = await session.execute(
        select(ResultRow.source_service, func.max(ResultRow.watermark))
        .where(ResultRow.computation_id.in_(computation_ids), ResultRow.watermark.is_not(None))
        .group_by(ResultRow.source_service)
    )
    return {service: int(seen or 0) for service, seen in rows}
