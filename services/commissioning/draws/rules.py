"""Drawing what happens in a contract year, from a seed, the number of the year and the number of the run.

Chance is cut into whole numbers, so that every machine draws the same. House rule: 0166.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random

from noms.contracts.commissioning.occurrences import OccurrenceKind
from noms.contracts.commissioning.stakes import CohortOutlook, OccurrenceRate

BITS = 53  # House rule: 0166, how finely chance is cut
CHANCES = 1 << BITS
EXACTLY = Context(prec=60)  # House rule: 0166
QUARTERS = 4  # Source: the calendar
MONTHS = 12  # Source: the calendar
KEPT = 256  # House rule: 0166, laws that are kept for the next year
VOLUME_STEPS = 1_000  # House rule: 0166, between the fewest and the most cases
BY_MONTH = (OccurrenceKind.UNAVAILABLE_PLACES, OccurrenceKind.UNAUTHORISED_DOUBLING)
"""What the terms settle month by month; the rest is settled by quarter."""


@dataclass(frozen=True)
class Drawn:
    """What happens in one year of one run."""

    numbers: tuple[tuple[int, ...], ...]
    """Of each rate, in each quarter or month."""
    volume_step: int
    missed: tuple[bool, ...]
    """Of each cohort."""


def parts_of(kind: OccurrenceKind) -> int:
    """In how many parts of a year a kind of occurrence is drawn."""
    return MONTHS if kind in BY_MONTH else QUARTERS


@lru_cache(KEPT)
def cumulated(mean: Fraction) -> tuple[int, ...]:
    """How likely none, at most one, at most two … are, in parts of the whole: a Poisson law, reckoned in decimals."""
    rate = EXACTLY.divide(Decimal(mean.numerator), Decimal(mean.denominator))
    term = total = EXACTLY.multiply(EXACTLY.exp(-rate), Decimal(CHANCES))
    found: list[int] = []
    while len(found) <= rate or term >= 1:
        found.append(int(total))
        term = EXACTLY.divide(EXACTLY.multiply(term, rate), Decimal(len(found)))
        total = EXACTLY.add(total, term)
    return tuple(found)


@dataclass(frozen=True)
class Law:
    """How one rate of occurrence is drawn."""

    parts: int
    """Quarters or months of the year."""
    cumulated: tuple[int, ...]

    @classmethod
    def of(cls, rate: OccurrenceRate) -> "Law":
        """The law of a rate."""
        parts = parts_of(rate.kind)
        return cls(parts, cumulated(Fraction(rate.a_year) / parts))

    @property
    def most(self) -> int:
        """The most that can be drawn in one part."""
        return len(self.cumulated)


def chance_of(outlook: CohortOutlook) -> int:
    """How likely a cohort is to miss its threshold, in parts of the whole."""
    return int(Fraction(outlook.missed_percent) * CHANCES / 100)  # Source: per cent


def draw(seed: int, year: int, run: int, *, laws: Sequence[Law], misses: Sequence[int]) -> Drawn:
    """Draw one year of one run."""
    chance = Random(f"{seed}/{year}/{run}")  # noqa: S311 - drawn again from its seed, and no secret
    bits = chance.getrandbits
    numbers = [tuple([bisect_right(law.cumulated, bits(BITS)) for _ in range(law.parts)]) for law in laws]
    step = chance.randrange(VOLUME_STEPS + 1)
    return Drawn(tuple(numbers), step, tuple([bits(BITS) < miss for miss in misses]))
