"""Gathering the figures of a period: pulled from the services that own the events, taken from returns, or missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.peers import Peers
from noms.contracts.commissioning.measures import Direction, Domain, EvidenceMark, MeasureUnit, SourceService
from noms.contracts.commissioning.ratings import Missing
from services.commissioning.agreements.rules import Agreed
from services.commissioning.completions.rules import profiled_volume
from services.commissioning.formulas.rules import formula_on
from services.commissioning.measures.rules import Asked, Figure
from services.commissioning.measures.service import Pulled, pull_offered
from services.commissioning.prices.rules import ContractYear, Period
from services.commissioning.ratings.rules import why_missing
from services.commissioning.results import queries, rules
from services.commissioning.results.rules import Found, Judged, Yardstick
from services.commissioning.results.tables import ResultRow
from services.commissioning.returns import queries as returns
from services.commissioning.targets.queries import targets_on
from services.commissioning.targets.rules import TargetOn


@dataclass(frozen=True)
class Case:
    """The agreement, the first of the days, the contract year that they lie in, and by what each figure is judged."""

    agreed: Agreed
    from_day: date
    year: ContractYear
    judged: Mapping[Asked, Judged]


async def pull_wanted(peers: Peers, provider: str, wanted: Sequence[Asked]) -> Pulled:
    """Ask the services that own events for their figures; those that a provider returns are on record here."""
    own = SourceService.COMMISSIONING
    return await pull_offered(peers, provider, [asked for asked in wanted if asked.definition.source_service is not own])


async def keep_results(
    session: AsyncSession, computation_id: UUID, case: Case, wanted: Sequence[Asked], pulled: Pulled
) -> Mapping[Asked, Found]:
    """Keep a figure, or why there is none, for everything that is wanted.

    Only a figure of a measure of the agreement is judged; what is only paid for stands beside it.
    """
    yardsticks = await yardsticks_of(session, case)
    found = {asked: await found_of(session, case, asked, pulled, clock.today()) for asked in wanted}
    for asked, figure in found.items():
        session.add(result_row(case.agreed.agreement_id, computation_id, figure, yardsticks.get(asked)))
    await session.flush()
    return found


async def yardsticks_of(session: AsyncSession, case: Case) -> dict[Asked, Yardstick]:
    """By what each figure is judged: the target in force on the first day of its measure in the period, or what the text says."""
    days = {judged.from_day for judged in case.judged.values()}
    targets = {day: await targets_on(session, case.agreed.agreement_id, day) for day in days}
    return {asked: yardstick_of(judged, targets[judged.from_day]) for asked, judged in case.judged.items()}


def yardstick_of(judged: Judged, targets: Mapping[str, TargetOn]) -> Yardstick:
    """By what one figure is judged, with the targets of its day."""
    measure, target = judged.measure, targets[judged.measure.measure_code]
    return Yardstick(
        domain=Domain(measure.domain),
        direction=Direction(measure.direction),
        weight=measure.weight,
        target_id=target.target_id,
        **vars(target.thresholds),
    )


async def found_of(session: AsyncSession, case: Case, asked: Asked, pulled: Pulled, as_at: date) -> Found:
    """What one measure came to, by whatever source answers for it."""
    if asked.definition.source_service is SourceService.COMMISSIONING:
        return await _returned(session, case, asked, as_at)
    figure = next((figure for figure in pulled.figures if figure.asked == asked), None)
    if figure is None:
        nothing = Found(asked.definition, asked.from_day, asked.to_day, asked.definition.evidence, Fraction(0))
        return _missing(nothing, Missing.NOT_OFFERED)
    return _counted(case, figure)


def _missing(found: Found, why: Missing) -> Found:
    return Found(**{**vars(found), "missing": why})


def _counted(case: Case, figure: Figure) -> Found:
    """A figure that was counted from events. A source that has recorded nothing at all has counted nothing."""
    asked, result = figure.asked, figure.result
    coverage = rules.coverage_of_answer(
        asked=(asked.from_day, asked.to_day), answered=(result.from_day, result.to_day), watermark=result.watermark
    )
    return Found(
        definition=asked.definition,
        from_day=asked.from_day,
        to_day=asked.to_day,
        evidence=EvidenceMark.EVIDENCED,
        coverage=coverage,
        numerator=Fraction(result.numerator),
        denominator=_denominator(case, figure),
        missing=None if coverage else Missing.NOT_PRODUCED,
        exclusions=result.exclusions,
        source_definition_version=result.definition_version,
        source_definition=result.definition,
        watermark=result.watermark,
        numerator_event_ids=tuple(figure.numerator_event_ids),
        denominator_event_ids=tuple(figure.denominator_event_ids),
    )


def _denominator(case: Case, figure: Figure) -> Fraction:
    """What the numerator is measured against: the service's own count, or the agreed volume by days."""
    if figure.asked.definition.unit is MeasureUnit.PERCENT_OF_PROFILE:
        return profiled_volume(case.agreed.annual_volume, case.year, Period(figure.asked.from_day, figure.asked.to_day))
    return Fraction(figure.result.denominator or 0)


async def _returned(session: AsyncSession, case: Case, asked: Asked, as_at: date) -> Found:
    """A figure that the provider returned, or by when it should have."""
    told = await returns.filed(session, case.agreed.agreement_id, asked.definition.code, asked.from_day, asked.to_day)
    expected, filed = await queries.returns_expected(session, case.agreed, asked, as_at)
    due_on = returns.due_on(asked.definition.code, asked.to_day)
    silence = why_missing(return_due_on=due_on, as_at=as_at, formula=formula_on(case.from_day))
    return Found(
        definition=asked.definition,
        from_day=asked.from_day,
        to_day=asked.to_day,
        evidence=EvidenceMark.ATTESTED,
        coverage=rules.coverage_of_returns(expected, filed) if told is None else Fraction(1),
        numerator=told.numerator if told else None,
        denominator=told.denominator if told else None,
        missing=None if told else silence,
        returns_expected=expected,
        returns_filed=filed,
        return_due_on=due_on,
        source_definition_version=told.definition_version if told else None,
        source_definition=asked.definition.numerator if told else None,
        watermark=0 if told else None,
    )


def result_row(agreement_id: UUID, computation_id: UUID, found: Found, yardstick: Yardstick | None) -> ResultRow:
    """A figure as it is kept."""
    measure, interval, outturn = found.definition, found.interval, found.outturn
    whole = found.numerator is not None and found.numerator.denominator == 1
    return ResultRow(
        result_id=uuid4(),
        agreement_id=agreement_id,
        computation_id=computation_id,
        measure_code=measure.code,
        definition_version=measure.version,
        unit=measure.unit,
        numerator=int(found.numerator) if whole and found.numerator is not None else None,
        exact_numerator=_text(found.numerator),
        exact_denominator=_text(found.denominator or Fraction(0)) if found.numerator is not None else None,
        exact_outturn=_text(outturn),
        source_service=measure.source_service,
        numerator_event_ids=list(found.numerator_event_ids),
        denominator_event_ids=list(found.denominator_event_ids),
        missing=found.why_missing,
        coverage_percent=rules.as_percent(found.coverage),
        exact_lowest=_text(interval.lowest if interval else None),
        exact_highest=_text(interval.highest if interval else None),
        interval_method=interval.method if interval else None,
        value=rules.as_shown(outturn),
        lowest_value=rules.as_shown(interval.lowest if interval else None),
        highest_value=rules.as_shown(interval.highest if interval else None),
        **{name: getattr(found, name) for name in _SAME_IN_BOTH},
        **({} if yardstick is None else _judged(yardstick)),
    )


_SAME_IN_BOTH = (
    "from_day", "to_day", "exclusions", "evidence", "returns_expected", "returns_filed", "return_due_on",
    "source_definition_version", "source_definition", "watermark",
)  # fmt: skip


def _judged(yardstick: Yardstick) -> dict[str, object]:
    return {
        name: getattr(yardstick, name) for name in ("domain", "direction", "floor", "target", "stretch", "weight", "target_id")
    }


def _text(exact: Fraction | None) -> str | None:
    return None if exact is None else str(exact)
