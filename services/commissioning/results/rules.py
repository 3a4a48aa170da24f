"""What a figure comes to, how much of its period it covers, how far it could be from the truth, and how versions differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from noms.contracts.commissioning.measures import Direction, Domain, EvidenceMark, MeasureUnit
from noms.contracts.commissioning.performance import ChangedPart
from noms.contracts.commissioning.ratings import Missing
from services.commissioning.agreements.rules import AgreedMeasure
from services.commissioning.intervals.rules import Interval, of_count, of_proportion
from services.commissioning.measures.rules import MeasureDefinition, outturn
from services.commissioning.outturns.rules import UNITS


@dataclass(frozen=True)
class Yardstick:
    """By what a measure of the agreement is judged in the period, and how much it weighs."""

    domain: Domain
    direction: Direction
    floor: Decimal
    target: Decimal
    stretch: Decimal
    weight: int
    target_id: UUID | None = None


@dataclass(frozen=True)
class Judged:
    """A measure of the agreement as it was agreed on a day, and that day: the target of it judges."""

    measure: AgreedMeasure
    from_day: date


@dataclass(frozen=True)
class Found:
    """What a measure came to over some days, or why there is no figure."""

    definition: MeasureDefinition
    from_day: date
    to_day: date
    evidence: EvidenceMark
    coverage: Fraction
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    missing: Missing | None = None
    exclusions: int = 0
    returns_expected: int | None = None
    returns_filed: int | None = None
    return_due_on: date | None = None
    source_definition_version: int | None = None
    source_definition: str | None = None
    watermark: int | None = None
    numerator_event_ids: tuple[UUID, ...] = ()
    denominator_event_ids: tuple[UUID, ...] = ()

    @property
    def outturn(self) -> Fraction | None:
        """The figure in its unit; none where there was nothing to measure, or nobody to say."""
        if self.missing is not None or self.numerator is None:
            return None
        return outturn(self.definition, self.numerator, self.denominator)

    @property
    def why_missing(self) -> Missing | None:
        """Why there is no figure: where all else is there, because there was nothing to measure."""
        return self.missing or (Missing.NOT_PRODUCED if self.outturn is None else None)

    @property
    def interval(self) -> Interval | None:
        """Between which values the truth could well lie, in the unit of the measure."""
        value = self.outturn
        if value is None or self.numerator is None:
            return None
        return interval_of(self.definition.unit, self.numerator, self.denominator)


def days_from(first: date, last: date) -> int:
    """How many days there are from the first to the last, both included; none where they are the wrong way round."""
    return max((last - first).days + 1, 0)


def coverage_of_answer(*, asked: tuple[date, date], answered: tuple[date, date], watermark: int) -> Fraction:
    """What share of the days the source answered for. A source that has recorded nothing at all covers nothing.

    House rule: 0139 (silence is not a good figure).
    """
    if watermark == 0:
        return Fraction(0)
    first, last = max(asked[0], answered[0]), min(asked[1], answered[1])
    return Fraction(days_from(first, last), days_from(*asked))


def coverage_of_returns(expected: int, filed: int) -> Fraction:
    """What share of the returns that the days ask for was filed; where none is asked for nothing is missing."""
    return Fraction(filed, expected) if expected else Fraction(1)


def as_percent(share: Fraction) -> Decimal:
    """A share as it is kept: percent with two decimals. House rule: 0139."""
    hundredths = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return hundredths.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def as_shown(exact: Fraction | None) -> Decimal | None:
    """An exact figure as readers see it: three decimals. House rule: 0139."""
    if exact is None:
        return None
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)


_OF_EVENTS = frozenset(
    {MeasureUnit.COUNT, MeasureUnit.PERCENT_OF_PROFILE, MeasureUnit.PERCENT_OF_POPULATION, MeasureUnit.PER_100000}
)


def interval_of(unit: MeasureUnit, numerator: Fraction, denominator: Fraction | None) -> Interval | None:
    """How far a figure could be from the truth: a share by Wilson, a count of events by Garwood, an average by neither."""
    if numerator.denominator != 1 or numerator < 0:
        return None
    if unit is MeasureUnit.PERCENT:
        if denominator is None or denominator.denominator != 1 or not 0 <= numerator <= denominator:
            return None
        return of_proportion(int(numerator), int(denominator)).times(Fraction(UNITS[unit].times))
    if unit not in _OF_EVENTS:
        return None
    scale = Fraction(UNITS[unit].times) / denominator if UNITS[unit].divided and denominator else Fraction(1)
    return of_count(int(numerator)).times(scale)


@dataclass(frozen=True)
class Compared:
    """A figure of one version, as far as versions are compared."""

    measure_code: str
    from_day: date
    parts: Mapping[ChangedPart, str | None]
    event_ids: frozenset[UUID]


@dataclass(frozen=True)
class Changed:
    """One part of one figure that differs."""

    measure_code: str
    from_day: date
    part: ChangedPart
    before: str | None
    after: str | None


def changes(before: Sequence[Compared], after: Sequence[Compared]) -> list[Changed]:
    """What differs between two versions, figure by figure, in the order of the measures."""
    earlier = {(figure.measure_code, figure.from_day): figure for figure in before}
    later = {(figure.measure_code, figure.from_day): figure for figure in after}
    return [
        change
        for code, from_day in sorted(earlier.keys() | later.keys())
        for change in _differences(code, from_day, earlier.get((code, from_day)), later.get((code, from_day)))
    ]


def _differences(code: str, from_day: date, before: Compared | None, after: Compared | None) -> Iterator[Changed]:
    for part in ChangedPart:
        was = before.parts.get(part) if before else None
        now = after.parts.get(part) if after else None
        if was != now:
            yield Changed(code, from_day, part, was, now)
    told, known = (after.event_ids if after else frozenset()), (before.event_ids if before else frozenset())
    for part, events in ((ChangedPart.EVENTS_ADDED, told - known), (ChangedPart.EVENTS_WITHDRAWN, known - told)):
        if events:
            yield Changed(code, from_day, part, None, str(len(events)))
