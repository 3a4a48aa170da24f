"""How measures become scores, domains and one band: a published, versioned formula.

Source of the shape (four bands, four domains, weights): PTRS and PRS as described on the statistics hub.
Every cut, weight rule and threshold below is this project's own. House rule: 0102.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import sqrt

from noms.calendar import working_days_after
from noms.contracts.commissioning.measures import Direction, Domain
from noms.contracts.commissioning.ratings import Missing

# Source: Wilson, Journal of the American Statistical Association 22 (1927) 209: interval of a proportion at 95 %.
NORMAL_DEVIATE_95 = 1.959964


@dataclass(frozen=True)
class Formula:
    """One version of the formula. A version is frozen before the year that it governs begins."""

    version: int
    in_force_from: date
    floor_score: Fraction
    target_score: Fraction
    stretch_score: Fraction
    lowest_score: Fraction
    highest_score: Fraction
    band_cuts: tuple[tuple[Fraction, int], ...]
    lowest_band: int
    top_band: int
    top_band_percentile: Fraction
    small_denominator: int
    small_number_weight: Fraction
    unrated_weight_allowed: Fraction
    insufficient_band: int
    return_grace_working_days: int


# House rule: 0102, every number of this table.
FORMULAS = (
    Formula(
        version=1,
        in_force_from=date(2010, 4, 1),
        floor_score=Fraction(3, 2),
        target_score=Fraction(5, 2),
        stretch_score=Fraction(7, 2),
        lowest_score=Fraction(1),
        highest_score=Fraction(4),
        band_cuts=((Fraction(7, 2), 4), (Fraction(5, 2), 3), (Fraction(3, 2), 2)),
        lowest_band=1,
        top_band=4,
        top_band_percentile=Fraction(3, 4),
        small_denominator=30,
        small_number_weight=Fraction(1, 2),
        unrated_weight_allowed=Fraction(1, 5),
        insufficient_band=2,
        return_grace_working_days=5,
    ),
)


@dataclass(frozen=True)
class Scale:
    """The floor, the target and the stretch of a measure, and which way is better."""

    floor: Fraction
    target: Fraction
    stretch: Fraction
    direction: Direction

    def in_order(self) -> bool:
        """Whether the three lie in the direction of the measure, each apart from the next."""
        if self.direction is Direction.HIGH:
            return self.floor < self.target < self.stretch
        return self.floor > self.target > self.stretch


@dataclass(frozen=True)
class Outturn:
    """What one measure came to in the period."""

    measure_code: str
    domain: Domain
    weight: int
    scale: Scale
    value: Fraction | None
    numerator: int = 0
    denominator: Fraction | int | None = None
    proportion: bool = False
    from_events: bool = True
    missing: Missing | None = None


@dataclass(frozen=True)
class MeasureScore:
    """The score of one measure and the weight that it carries."""

    measure_code: str
    domain: Domain
    score: Fraction | None
    weight: Fraction
    small_number: bool
    from_events: bool
    missing: Missing | None
    interval: tuple[Fraction, Fraction] | None


@dataclass(frozen=True)
class DomainScore:
    """The weighted mean of a domain; `insufficient` when too much of its weight could not be rated."""

    domain: Domain
    score: Fraction | None
    weight: Fraction
    insufficient: bool


@dataclass(frozen=True)
class Rating:
    """The band of a provider for a period, and why."""

    formula_version: int
    band: int | None
    score: Fraction | None
    because: tuple[str, ...]
    share_from_events: Fraction
    domains: tuple[DomainScore, ...]
    measures: tuple[MeasureScore, ...]


def formula_on(first_day: date, formulas: Sequence[Formula] = FORMULAS) -> Formula:
    """The version that governs a period: the last one in force when it began, or the first there ever was."""
    return max((f for f in formulas if f.in_force_from <= first_day), key=lambda f: f.in_force_from, default=formulas[0])


def measure_score(value: Fraction, scale: Scale, formula: Formula) -> Fraction:
    """Place an outturn on straight lines through floor, target and stretch; beyond them the lines run on and are clipped.

    House rule: 0102 (no cliff at the target that would reward gaming).
    """
    below_target = value < scale.target if scale.direction is Direction.HIGH else value > scale.target
    edge, edge_score = (scale.floor, formula.floor_score) if below_target else (scale.stretch, formula.stretch_score)
    slope = (edge_score - formula.target_score) / (edge - scale.target)
    score = formula.target_score + (value - scale.target) * slope
    return min(max(score, formula.lowest_score), formula.highest_score)


def why_missing(*, return_due_on: date | None, as_at: date, formula: Formula) -> Missing:
    """Whether a measure without an outturn is the provider's silence or nobody's fault."""
    if return_due_on is None or as_at <= working_days_after(return_due_on, formula.return_grace_working_days):
        return Missing.NOT_PRODUCED
    return Missing.RETURN_OVERDUE


def proportion_interval(numerator: int, denominator: int) -> tuple[Fraction, Fraction]:
    """Between which percentages a proportion could well lie, from so few cases, at 95 %.

    Source: Wilson, Journal of the American Statistical Association 22 (1927) 209.
    """
    z_squared = NORMAL_DEVIATE_95**2
    share = numerator / denominator
    centre = share + z_squared / (2 * denominator)
    spread = NORMAL_DEVIATE_95 * sqrt(share * (1 - share) / denominator + z_squared / (4 * denominator**2))
    scale = 100 / (1 + z_squared / denominator)
    return Fraction(max(0.0, (centre - spread) * scale)), Fraction(min(100.0, (centre + spread) * scale))


def score_outturn(outturn: Outturn, formula: Formula) -> MeasureScore:
    """The score of one measure; few cases halve its weight, an overdue return scores the lowest."""
    small = outturn.denominator is not None and outturn.denominator < formula.small_denominator and outturn.value is not None
    weight = outturn.weight * (formula.small_number_weight if small else Fraction(1))
    interval = None
    if outturn.value is not None:
        score: Fraction | None = measure_score(outturn.value, outturn.scale, formula)
        if small and outturn.proportion and outturn.denominator:
            ends = [
                measure_score(end, outturn.scale, formula)
                for end in proportion_interval(outturn.numerator, int(outturn.denominator))
            ]
            interval = (min(ends), max(ends))
    else:
        score = formula.lowest_score if outturn.missing is Missing.RETURN_OVERDUE else None
    missing = None if outturn.value is not None else (outturn.missing or Missing.NOT_PRODUCED)
    return MeasureScore(outturn.measure_code, outturn.domain, score, weight, small, outturn.from_events, missing, interval)


def domain_score(domain: Domain, measures: Sequence[MeasureScore], formula: Formula) -> DomainScore:
    """The weighted mean of the rated measures; the weight of the unrated ones goes to the rest of the domain."""
    whole = sum((m.weight for m in measures), Fraction(0))
    rated = sum((m.weight for m in measures if m.score is not None), Fraction(0))
    points = sum((m.weight * m.score for m in measures if m.score is not None), Fraction(0))
    insufficient = whole - rated > whole * formula.unrated_weight_allowed
    return DomainScore(domain, points / rated if rated else None, whole, insufficient)


def band_of(score: Fraction, formula: Formula) -> int:
    """The band that a score alone would give."""
    return next((band for cut, band in formula.band_cuts if score >= cut), formula.lowest_band)


def rate(outturns: Iterable[Outturn], formula: Formula, *, comparator_percentile: Fraction | None = None) -> Rating:
    """The rating of a period. Without a comparator group the top band is not given, whatever the score."""
    measures = tuple(score_outturn(outturn, formula) for outturn in outturns)
    present = [domain for domain in Domain if any(m.domain is domain for m in measures)]
    domains = tuple(domain_score(d, [m for m in measures if m.domain is d], formula) for d in present)
    rated = [d for d in domains if d.score is not None]
    rated_weight = sum((m.weight for m in measures if m.score is not None), Fraction(0))
    from_events = sum((m.weight for m in measures if m.score is not None and m.from_events), Fraction(0))
    share = from_events / rated_weight if rated_weight else Fraction(0)
    if not rated:
        return Rating(formula.version, None, None, ("no measure could be rated",), share, domains, measures)
    score = sum((d.weight * d.score for d in rated if d.score is not None), Fraction(0)) / sum(d.weight for d in rated)
    band, because = cap_band(band_of(score, formula), domains, comparator_percentile, formula)
    return Rating(formula.version, band, score, because, share, domains, measures)


def cap_band(
    band: int, domains: Sequence[DomainScore], comparator_percentile: Fraction | None, formula: Formula
) -> tuple[int, tuple[str, ...]]:
    """Lower a band that the evidence or the comparison cannot carry, and say why."""
    because: list[str] = []
    if band == formula.top_band and (comparator_percentile is None or comparator_percentile < formula.top_band_percentile):
        band -= 1
        because.append(f"band {formula.top_band} needs a place in the top quarter of a comparator group")
    for domain in domains:
        if domain.insufficient and band > formula.insufficient_band:
            band = formula.insufficient_band
            because.append(f"too much of {domain.domain.value} could not be rated")
    return band, tuple(because)
