"""What each row of payment terms puts at stake: contract years drawn many times, told by their mean and percentiles."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache, partial

from noms.contracts.commissioning.occurrences import OccurrenceKind
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.stakes import (
    StakesAnswer,
    StakesRequest,
    StakeView,
    VolumeOutlook,
    YearStakesView,
)
from noms.contracts.wire import MAX_INT64
from services.commissioning.draws.rules import VOLUME_STEPS, Drawn, chance_of, draw
from services.commissioning.outcomes.rules import Rates, taken_by_month, taken_under_cap
from services.commissioning.prices.rules import WHOLE, divided_pence, share_of, whole_pence
from services.commissioning.reconciliation.rules import volume_line
from services.commissioning.settlements.rules import PAYMENT_RULE_VERSION

K = OccurrenceKind
STEPS = {
    K.PERFORMANCE_FAILURE: Step.QUARTER_POINTS, K.FIXED_SUM_INCIDENT: Step.FIXED_SUM,
    K.UNAVAILABLE_PLACES: Step.UNAVAILABLE_PLACES, K.UNAUTHORISED_DOUBLING: Step.UNAUTHORISED_DOUBLING,
}  # fmt: skip


PERCENTILES = (5, 50, 95)  # House rule: 0166


def volume_pence(rates: Rates, outlook: VolumeOutlook, step: int) -> int:
    """What the volume of a year takes, at one of the steps from the fewest cases to the most."""
    assert rates.terms.volume is not None, "an outlook for volume stands beside a volume band"
    fewest, most = Fraction(outlook.from_cases), Fraction(outlook.to_cases)
    cases = fewest + (most - fewest) * Fraction(step, VOLUME_STEPS)
    days = rates.year.days.days_through(rates.year.months[-1].to_day)
    return -volume_line(rates.terms.volume, [cases], fee=rates.year.fee, year=rates.year.days, days=days).pence


def cohort_pence(rates: Rates, code: str) -> int:
    """What a cohort takes when it misses its threshold; nothing in a year in which it does not mature."""
    clause = rates.terms.payment_by_results
    for cohort in clause.cohorts if clause else ():
        settled_on = min(cohort.matures_on, rates.terms.ends_on)
        if clause and cohort.code == code and rates.year.days.starts_on <= settled_on <= rates.year.days.ends_on:
            return whole_pence(share_of(clause.at_risk_percent) * rates.reading.fee(cohort.fee_year).fee_pence)
    return 0


def runs_of(request: StakesRequest, rates: Rates, number: int) -> list[tuple[int, ...]]:
    """Price every run of one contract year: for each row a list of what it took, in all, by volume, by rate and by cohort."""
    at_risk = [cohort_pence(rates, cohort.code) for cohort in request.cohorts]
    volumes = cache(partial(volume_pence, rates, request.volume)) if request.volume else lambda _step: 0
    drawing = partial(draw, request.seed, laws=rates.laws, misses=[chance_of(cohort) for cohort in request.cohorts])
    nothing = Drawn(tuple((0,) * law.parts for law in rates.laws), 0, ())
    runs = []
    for run in range(request.runs):
        now, taken = drawing(number, run), [0] * len(rates.rates)
        total = taken_under_cap(rates, now, drawing(number - 1, run) if number > 1 else nothing, taken)
        total += taken_by_month(rates, now, taken)
        volume, missed = volumes(now.volume_step), [pence * miss for pence, miss in zip(at_risk, now.missed, strict=True)]
        runs.append((total + volume + sum(missed), volume, *taken, *missed))
    return list(zip(*runs, strict=True))


def stake(step: Step | None, code: str | None, taken: Sequence[int], most_pence: int | None) -> StakeView:
    """The mean, the percentiles and the worst of what a row took in the runs of a year."""
    ranked = sorted(taken)
    low, middle, high = (ranked[max(0, -(-len(ranked) * percent // WHOLE) - 1)] for percent in PERCENTILES)
    return StakeView(
        step=step,
        code=code,
        expected_pence=divided_pence(sum(ranked), len(ranked)),
        p5_pence=low,
        p50_pence=middle,
        p95_pence=high,
        largest_pence=ranked[-1],
        most_pence=most_pence,
    )


def year_stakes(request: StakesRequest, number: int) -> YearStakesView | None:
    """What every row of the terms puts at stake in one contract year; none when it is more than can be told."""
    rates = Rates(request, number)
    in_all, by_volume, *others = runs_of(request, rates, number)
    if any(abs(pence) > MAX_INT64 for taken in (in_all, by_volume, *others) for pence in taken):
        return None
    by_rate, by_cohort = others[: len(rates.rates)], others[len(rates.rates) :]
    stakes = []
    for rate, taken in zip(rates.rates, by_rate, strict=True):
        annual = rate.kind is K.PERFORMANCE_FAILURE and rates.reading.rows[rate.code].annual
        most = rates.cap.most_pence if rate.kind in (K.FIXED_SUM_INCIDENT, K.PERFORMANCE_FAILURE) else None
        stakes.append(stake(Step.YEAR_POINTS if annual else STEPS[rate.kind], rate.code, taken, most))
    if request.volume:
        most = volume_pence(rates, VolumeOutlook(from_cases="0", to_cases="0"), 0)
        stakes.append(stake(Step.VOLUME, None, by_volume, most))
    for cohort, taken in zip(request.cohorts, by_cohort, strict=True):
        stakes.append(stake(Step.PAYMENT_BY_RESULTS, cohort.code, taken, cohort_pence(rates, cohort.code)))
    return YearStakesView(
        contract_year=number,
        annual_fee_pence=rates.year.fee.fee_pence,
        total=stake(None, None, in_all, None),
        stakes=stakes,
    )


def stakes_of(request: StakesRequest) -> StakesAnswer | None:
    """What is at stake, contract year by contract year; no answer when a sum is larger than any that can be kept."""
    found = [year_stakes(request, number) for number in range(request.first_year, request.first_year + request.years)]
    years = [year for year in found if year is not None]
    if len(years) < len(found):
        return None
    return StakesAnswer(rule_version=PAYMENT_RULE_VERSION, seed=request.seed, runs=request.runs, years=years)
