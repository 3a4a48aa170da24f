"""How measures become scores, domains and one band, by the formula that is published in `formulas`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from noms.calendar import working_days_after
from noms.contracts.commissioning.comparators import ProviderStanding
from noms.contracts.commissioning.gateways import GatewayState
from noms.contracts.commissioning.measures import Domain
from noms.contracts.commissioning.ratings import Missing
from services.commissioning.formulas.rules import DomainWeights, Formula
from services.commissioning.intervals.rules import Interval
from services.commissioning.scores.rules import Scale, band_of, measure_score


@dataclass(frozen=True)
class Outturn:
    """What one measure came to in the period."""

    measure_code: str
    domain: Domain
    weight: int
    scale: Scale
    value: Fraction | None
    denominator: Fraction | int | None = None
    interval: Interval | None = None
    """Between which values the truth could well lie, in the unit of the value."""
    from_events: bool = True
    missing: Missing | None = None
    disputed: bool = False


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
    disputed: bool = False
    band: int | None = None
    """The band that this score alone would give."""


@dataclass(frozen=True)
class DomainScore:
    """The weighted mean of a domain; `insufficient` when too much of its weight could not be rated."""

    domain: Domain
    score: Fraction | None
    weight: Fraction
    insufficient: bool


@dataclass(frozen=True)
class Comparison:
    """How many of its comparator group, itself included, were rated over the same days, and how many scored lower."""

    group_size: int
    scored_lower: int

    @property
    def percentile(self) -> Fraction:
        """The share of the group that scored lower: where all score the same, nobody is above anybody. House rule: 0147."""
        return Fraction(self.scored_lower, self.group_size)


@dataclass(frozen=True)
class Circumstances:
    """What holds a band beside the scores: whom the provider is compared with, what it is for, and what happened there."""

    comparison: Comparison | None = None
    domain_weights: DomainWeights | None = None
    gateway: GatewayState | None = None
    standing: ProviderStanding = ProviderStanding.ESTABLISHED


@dataclass(frozen=True)
class Rating:
    """The band of a provider for a period, and why."""

    formula_version: int
    band: int | None
    band_by_score: int | None
    score: Fraction | None
    because: tuple[str, ...]
    share_from_events: Fraction
    domains: tuple[DomainScore, ...]
    measures: tuple[MeasureScore, ...]


def why_missing(*, return_due_on: date | None, as_at: date, formula: Formula) -> Missing:
    """Whether a measure without an outturn is the provider's silence or nobody's fault."""
    if return_due_on is None or as_at <= working_days_after(return_due_on, formula.return_grace_working_days):
        return Missing.NOT_PRODUCED
    return Missing.RETURN_OVERDUE


def score_outturn(outturn: Outturn, formula: Formula) -> MeasureScore:
    """The score of one measure; few cases halve its weight, an overdue return scores the lowest."""
    small = outturn.denominator is not None and outturn.denominator < formula.small_denominator and outturn.value is not None
    weight = outturn.weight * (formula.small_number_weight if small else Fraction(1))
    interval = None
    if outturn.value is not None:
        score: Fraction | None = measure_score(outturn.value, outturn.scale, formula)
        if small and outturn.interval is not None:
            ends = [measure_score(end, outturn.scale, formula) for end in (outturn.interval.lowest, outturn.interval.highest)]
            interval = (min(ends), max(ends))
    else:
        score = formula.lowest_score if outturn.missing is Missing.RETURN_OVERDUE else None
    return MeasureScore(
        measure_code=outturn.measure_code,
        domain=outturn.domain,
        score=score,
        weight=weight,
        small_number=small,
        from_events=outturn.from_events,
        missing=None if outturn.value is not None else (outturn.missing or Missing.NOT_PRODUCED),
        interval=interval,
        disputed=outturn.disputed,
        band=None if score is None else band_of(score, formula),
    )


def domain_score(
    domain: Domain, measures: Sequence[MeasureScore], formula: Formula, weights: DomainWeights | None = None
) -> DomainScore:
    """The weighted mean of the rated measures; the weight of the unrated ones goes to the rest of the domain.

    The domain itself weighs what the formula says of the provider's function, or else what its measures weigh together.
    """
    whole = sum((m.weight for m in measures), Fraction(0))
    rated = sum((m.weight for m in measures if m.score is not None), Fraction(0))
    points = sum((m.weight * m.score for m in measures if m.score is not None), Fraction(0))
    insufficient = whole - rated > whole * formula.unrated_weight_allowed
    return DomainScore(domain, points / rated if rated else None, Fraction(weights[domain]) if weights else whole, insufficient)


def rate(outturns: Iterable[Outturn], formula: Formula, around: Circumstances | None = None) -> Rating:
    """The rating of a period. The order of the measures makes no difference to it."""
    around = around or Circumstances()
    measures = tuple(score_outturn(outturn, formula) for outturn in outturns)
    present = [domain for domain in Domain if any(m.domain is domain for m in measures)]
    domains = tuple(domain_score(d, [m for m in measures if m.domain is d], formula, around.domain_weights) for d in present)
    unbanded = Rating(formula.version, None, None, None, (), share_from_events(measures), domains, measures)
    rated = [d for d in domains if d.score is not None]
    if not rated:
        return replace(unbanded, because=("no measure could be rated",))
    score = sum((d.weight * d.score for d in rated if d.score is not None), Fraction(0)) / sum(d.weight for d in rated)
    if around.standing is not ProviderStanding.ESTABLISHED:
        return replace(unbanded, score=score, because=(WHY_UNBANDED[around.standing],))
    by_score = band_of(score, formula)
    band, because = cap_band(by_score, score, domains, around, formula)
    return replace(unbanded, band=band, band_by_score=by_score, score=score, because=because)


WHY_UNBANDED = {
    ProviderStanding.NEW: "opened or changed its function: not put into a band until two full quarters are over",
    ProviderStanding.CLOSING: "closed before the period was over: not put into a band",
}


def share_from_events(measures: Sequence[MeasureScore]) -> Fraction:
    """The share of the rated weight that rests on events and not on the provider's word."""
    rated_weight = sum((m.weight for m in measures if m.score is not None), Fraction(0))
    from_events = sum((m.weight for m in measures if m.score is not None and m.from_events), Fraction(0))
    return from_events / rated_weight if rated_weight else Fraction(0)


def earns_top_band(score: Fraction, comparison: Comparison | None, formula: Formula) -> bool:
    """Whether a score that reaches the top band also holds against the comparator group.

    For this test alone a part of the score is the place within the group, told on the same scale; and the place must lie in the
    top quarter. A comparison never lifts a score into the band. House rule: 0147.
    """
    if comparison is None or comparison.group_size < formula.smallest_group:
        return False
    width = formula.highest_score - formula.lowest_score
    place = formula.lowest_score + width * comparison.percentile
    tested = score * (1 - formula.comparator_share) + place * formula.comparator_share
    return band_of(tested, formula) == formula.top_band and comparison.percentile >= formula.top_band_percentile


def cap_band(
    band: int, score: Fraction, domains: Sequence[DomainScore], around: Circumstances, formula: Formula
) -> tuple[int, tuple[str, ...]]:
    """Lower a band that the comparison, the evidence or what happened cannot carry, and say why."""
    because: list[str] = []
    if band == formula.top_band and not earns_top_band(score, around.comparison, formula):
        band -= 1
        because.append(f"band {formula.top_band} needs a place in the top quarter of a comparator group")
    for domain in domains:
        if domain.insufficient and band > formula.insufficient_band:
            band = formula.insufficient_band
            because.append(f"too much of {domain.domain.value} could not be rated")
    cap = formula.gateway_caps.get(around.gateway) if around.gateway else None
    if cap is not None and around.gateway and band > cap:
        band = cap
        because.append(f"a gateway event {GATEWAY_WORDS[around.gateway]} holds the band at {cap}")
    return band, tuple(because)


GATEWAY_WORDS = {GatewayState.CONFIRMED: "that is confirmed", GatewayState.UNDER_INQUIRY: "under inquiry"}


def heaviest(states: Iterable[GatewayState]) -> GatewayState | None:
    """The state that counts where several gateway events fall into one period: confirmed before under inquiry."""
    found = set(states)
    return next((state for state in (GatewayState.CONFIRMED, GatewayState.UNDER_INQUIRY) if state in found), None)
