"""How far a figure could be from the truth at 95 %: a share of cases by Wilson, a count of events by Garwood."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import exp, isclose, lgamma, log, sqrt

from noms.contracts.commissioning.intervals import IntervalMethod

# Source: Wilson, Journal of the American Statistical Association 22 (1927) 209; Garwood, Biometrika 28 (1936) 437 (95 %).
NORMAL_DEVIATE_95 = 1.959964
TAIL_95 = 0.025  # Source: Garwood, Biometrika 28 (1936) 437 (95 %)
DECIMALS = 9  # House rule: 0144
MOST_STEPS = 40  # House rule: 0144


@dataclass(frozen=True)
class Interval:
    """The lowest and the highest that a figure could well be, and by which method that was found."""

    lowest: Fraction
    highest: Fraction
    method: IntervalMethod

    def times(self, factor: Fraction) -> "Interval":
        """The same interval in another unit."""
        return Interval(self.lowest * factor, self.highest * factor, self.method)


def of_proportion(numerator: int, denominator: int) -> Interval:
    """Between which shares, from 0 to 1, the truth could well lie when so many of so many cases were counted.

    Source: Wilson, Journal of the American Statistical Association 22 (1927) 209.
    """
    z_squared = NORMAL_DEVIATE_95**2
    share = numerator / denominator
    centre = share + z_squared / (2 * denominator)
    spread = NORMAL_DEVIATE_95 * sqrt(share * (1 - share) / denominator + z_squared / (4 * denominator**2))
    scale = 1 + z_squared / denominator
    exact = Fraction(numerator, denominator)
    lowest, highest = _written((centre - spread) / scale), _written((centre + spread) / scale)
    return Interval(max(min(lowest, exact), Fraction(0)), min(max(highest, exact), Fraction(1)), IntervalMethod.WILSON)


def of_count(events: int) -> Interval:
    """Between which expected counts the truth could well lie when so many events were counted.

    Source: Garwood, Biometrika 28 (1936) 437: the exact limits of the expectation of a Poisson variable.
    """
    lowest = _written(_poisson_limit(events, TAIL_95, -NORMAL_DEVIATE_95)) if events else Fraction(0)
    highest = _written(_poisson_limit(events + 1, 1 - TAIL_95, NORMAL_DEVIATE_95))
    return Interval(lowest, highest, IntervalMethod.EXACT_POISSON)


def _poisson_limit(shape: int, probability: float, deviate: float) -> float:
    """The value that a gamma variable of this shape stays below with this probability.

    Begins near it and comes nearer by Newton's steps. Source: Wilson and Hilferty, PNAS 17 (1931) 684.
    """
    value = shape * (1 - 1 / (9 * shape) + deviate / (3 * sqrt(shape))) ** 3
    for _ in range(MOST_STEPS):
        height = exp((shape - 1) * log(value) - value - lgamma(shape))
        step = (_gamma_share(shape, value) - probability) / height
        nearer = max(value - step, value / 2)
        if isclose(nearer, value, rel_tol=1e-12):  # House rule: 0144
            return nearer
        value = nearer
    return value


def _gamma_share(shape: int, value: float) -> float:
    """The probability that a gamma variable of this shape lies below the value, as the sum of its series."""
    first = exp(shape * log(value) - value - lgamma(shape + 1))
    return first * sum(_terms(shape, value))


def _terms(shape: int, value: float) -> Iterator[float]:
    term, place = 1.0, shape
    while term > 1e-17:  # House rule: 0144
        yield term
        place += 1
        term *= value / place


def _written(value: float) -> Fraction:
    """A limit to nine decimals, so that it is the same fraction wherever it is computed."""
    return Fraction(f"{value:.{DECIMALS}f}")
