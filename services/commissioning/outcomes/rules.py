"""What one drawn contract year takes, priced by the engine's own steps in whole numbers."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import lcm

from noms.contracts.commissioning.occurrences import OccurrenceKind
from noms.contracts.commissioning.stakes import (
    OccurrenceRate,
    StakesRequest,
)
from services.commissioning.deductions.rules import Cap, fixed_sum
from services.commissioning.draws.rules import Drawn, Law
from services.commissioning.entitlements.rules import Year
from services.commissioning.evidence.rules import Facts
from services.commissioning.extra_places.rules import place_rates
from services.commissioning.points.rules import UNITS
from services.commissioning.prices.rules import divided_pence, whole_pence
from services.commissioning.readings.rules import Terms
from services.commissioning.scales.rules import excess_over, weighted

K = OccurrenceKind


class Rates:
    """The rates of a request with what each of them costs in one contract year, in whole numbers wherever runs are priced."""

    def __init__(self, request: StakesRequest, number: int) -> None:
        self.terms = request.terms
        self.rates = sorted(request.rates, key=lambda rate: (rate.kind, rate.code))
        self.laws = [Law.of(rate) for rate in self.rates]
        self.reading = Terms(request.terms, Facts())
        self.year = Year(self.reading, number)
        self.cap = Cap.of(request.terms.cap_percent_of_fee, self.year.fee)
        self._points_pence: dict[tuple[int | None, int], int] = {}

    def of(self, kind: OccurrenceKind) -> Iterator[tuple[int, OccurrenceRate]]:
        """The rates of one kind with their places."""
        return ((place, rate) for place, rate in enumerate(self.rates) if rate.kind is kind)

    @cached_property
    def sums(self) -> Sequence[tuple[int, int]]:
        """Pence of each incident, by the place of its rate."""
        rows = {row.code: row for row in self.terms.fixed_sums}
        return [(place, whole_pence(fixed_sum(rows[rate.code], self.year.fee))) for place, rate in self.of(K.FIXED_SUM_INCIDENT)]

    @cached_property
    def points(self) -> tuple[Sequence[tuple[int, int, int]], ...]:
        """Place and points of each failure, once and repeated, of what is assessed by quarter and of what is by year.

        In twentieths of a point times the denominator of the repeat multiplier.
        """
        rows = [(place, self.reading.rows[rate.code], Fraction(rate.count)) for place, rate in self.of(K.PERFORMANCE_FAILURE)]
        found = []
        for annual, multiplier in enumerate(self.reading.table.multipliers):
            own = [(place, row.units(count), row.repeats) for place, row, count in rows if row.annual is bool(annual)]
            once, again = multiplier.denominator, multiplier.numerator
            found.append([(place, units * once, units * (again if repeats else once)) for place, units, repeats in own if units])
        return tuple(found)

    def points_pence(self, points: int, quarter: int | None) -> int:
        """What so many points of a quarter, or of the year, cost before the cap."""
        key = (quarter, points)
        if key not in self._points_pence:
            scale, multiplier = self.year.scales[quarter is None], self.reading.table.multipliers[quarter is None]
            assert scale is not None, "what is assessed has a scale"
            over = excess_over(scale.baseline(quarter), Fraction(points, UNITS * multiplier.denominator))
            self._points_pence[key] = whole_pence(weighted(over, scale.bands) * scale.price) if over else 0
        return self._points_pence[key]

    @cached_property
    def places(self) -> tuple[int, Mapping[int, Sequence[int]], Mapping[int, int]]:
        """A denominator; over it the pence of no failure, one, two … of places in a month, and those of each doubling."""
        failures, nights = self._failures(), self._nights()
        exact = [*(pence for each in failures.values() for pence in each), *nights.values()]
        whole = lcm(*(pence.denominator for pence in exact))
        unavailable = {place: [int(pence * whole) for pence in each] for place, each in failures.items()}
        return whole, unavailable, {place: int(pence * whole) for place, pence in nights.items()}

    def _failures(self) -> Mapping[int, Sequence[Fraction]]:
        clause, found = self.reading.availability, {}
        for place, rate in self.of(K.UNAVAILABLE_PLACES):
            assert clause is not None, "a rate of unavailable places names a criterion of the clause"
            days = max(0, rate.days - clause.allowances[rate.code].days)
            place_days = rate.places * days * clause.weights[rate.code] * clause.use_factors[rate.used]
            each = place_days * clause.day_price(self.year.fee.fee_pence, self.year.days)
            factors = (clause.repeat_factor(ordinal) for ordinal in range(1, self.laws[place].most + 1))
            found[place] = list(accumulate((each * factor for factor in factors), initial=Fraction(0)))
        return found

    def _nights(self) -> Mapping[int, Fraction]:
        prices = place_rates(self.terms.doubling, self.year.fee)
        return {place: rate.places * rate.days * prices[rate.code][0] for place, rate in self.of(K.UNAUTHORISED_DOUBLING)}


Shares = list[tuple[int, int, int]]
"""Place of a rate, and the pence that it brings as a numerator and a denominator."""


def shares_of_points(rates: Rates, now: Sequence[int], before: Sequence[int], quarter: int | None) -> tuple[int, Shares]:
    """What the points of a quarter or of the year cost before the cap, shared by the points that each rate brought."""
    rows = rates.points[quarter is None]
    points = [(place, now[place] * (again if before[place] else once)) for place, once, again in rows if now[place]]
    whole = sum([each for _, each in points])
    pence = rates.points_pence(whole, quarter) if whole else 0
    return pence, [(place, pence * each, whole) for place, each in points] if pence else []


def taken_under_cap(rates: Rates, now: Drawn, before: Drawn, taken: list[int]) -> int:
    """Fixed sums and points of one run: quarter after quarter, and the year's own points with the last of them."""
    cap, last = rates.cap, rates.year.months[-1].quarter
    earlier = [each[-1] for each in before.numbers]
    for quarter in range(1, last + 1):
        numbers = [each[quarter - 1] for each in now.numbers]
        shares = [(place, numbers[place] * pence, 1) for place, pence in rates.sums if numbers[place]]
        pence = sum([share for _, share, _ in shares])
        parts = [shares_of_points(rates, numbers, earlier, quarter)]
        if quarter == last and rates.points[True]:
            whole_year = [sum(each) for each in now.numbers], [sum(each) for each in before.numbers]
            parts.append(shares_of_points(rates, *whole_year, None))
        for more, own in parts:
            pence += more
            shares += own
        if pence:
            after = cap.taking(pence)
            applied, cap = after.collected_pence - cap.collected_pence, after
            for place, share, whole in shares:
                taken[place] += divided_pence(share * applied, whole * pence)
        earlier = numbers
    return cap.collected_pence


def taken_by_month(rates: Rates, now: Drawn, taken: list[int]) -> int:
    """Places not available and places doubled, each rounded month by month; a failure is over within its month."""
    whole, unavailable, doubled = rates.places
    months = len(rates.year.months)
    by_kind = (
        {place: [pence[number] for number in now.numbers[place][:months]] for place, pence in unavailable.items()},
        {place: [pence * number for number in now.numbers[place][:months]] for place, pence in doubled.items()},
    )
    total = 0
    for found in by_kind:
        for place, pence in found.items():
            taken[place] += divided_pence(sum(pence), whole)
        total += sum([divided_pence(sum(month), whole) for month in zip(*found.values(), strict=True)])
    return total
