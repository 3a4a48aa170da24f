"""From terms to a chance in whole percentages. Time is always an argument: the same question has the same answer for ever."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import exp, floor

from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.offender_mgmt.predictors import Band

FORMULA_VERSION = 1  # House rule: 0072
FOLLOW_UP_GROWS_OLD_YEARS = 2  # Source: hmpps-arns-risk-actuarial-api: the age is then taken on the day of the question

BANDS = (Band.LOW, Band.MEDIUM, Band.HIGH, Band.VERY_HIGH)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score, and why it has its value."""

    name: str
    value: float
    because: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """The chance within one and two years, with the terms that it is the sum of."""

    score: float
    one_year_percent: int
    two_year_percent: int
    band: Band
    terms: tuple[Term, ...]


def percent(score: float) -> int:
    """The chance that a score stands for, as a whole percentage from 1 to 99.

    Rounded to five decimals, then half up. Source: hmpps-arns-risk-actuarial-api.
    """
    chance = Fraction(str(round(1 / (1 + exp(-score)), 5)))
    return min(max(floor(chance * 100 + Fraction(1, 2)), 1), 99)


def age_at_follow_up(born_on: date, follow_up_starts_on: date, *, as_at: date) -> int:
    """The age that counts: at the start of follow-up, or on the day of the question once that start is over two years past."""
    anniversary = (follow_up_starts_on.year + FOLLOW_UP_GROWS_OLD_YEARS, follow_up_starts_on.month, follow_up_starts_on.day)
    grown_old = anniversary < (as_at.year, as_at.month, as_at.day)
    return age_on(as_at if grown_old else follow_up_starts_on, born_on=born_on)


def stepped(steps_from: Sequence[int], values: Sequence[float], value: int) -> float:
    """The value of the step that a number stands on; below the first step, that of the first."""
    return values[max(bisect_right(steps_from, value) - 1, 0)]


def prediction(terms: tuple[Term, ...], slope: float, constants: tuple[float, float], bands_from: tuple[int, ...]) -> Prediction:
    """The chance that the sum of the terms stands for, and its band by the chance within two years."""
    score = sum(term.value for term in terms)
    one_year, two_years = (percent(slope * score + constant) for constant in constants)
    return Prediction(score, one_year, two_years, BANDS[bisect_right(bands_from, two_years) - 1], terms)
