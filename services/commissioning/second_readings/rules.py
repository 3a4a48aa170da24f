"""Which occurrences are read a second time, and how far two readers agree beyond chance: exactly, by Cohen's kappa."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

SAMPLED_SHARE = Fraction(5, 100)  # House rule: 0152
SAMPLED_AT_LEAST = 10  # House rule: 0152
KAPPA_AT_LEAST = Fraction(4, 5)  # House rule: 0153

Judgement = str
"""What a reader finds that it falls under: kind and code as one word, or that it falls under nothing."""

NOTHING: Judgement = ""


class ReadingObjection(StrEnum):
    """Why a sample cannot be drawn, or a second reading not be given."""

    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    NOTHING_TO_READ = "nothing_to_read"
    READ_BY_THE_FIRST = "read_by_the_first"
    HALF_A_JUDGEMENT = "half_a_judgement"


@dataclass(frozen=True)
class Pair:
    """One occurrence as the first and the second reader judged it."""

    first: Judgement
    second: Judgement

    @property
    def agrees(self) -> bool:
        """Whether both found the same."""
        return self.first == self.second


@dataclass(frozen=True)
class Agreement:
    """How far two readers agree: what they shared, and what is left of it when chance is taken away."""

    read: int
    agreeing: int
    kappa: Fraction | None
    """Absent when nothing was read, or when chance alone would always agree: both used one judgement throughout."""
    meets: bool | None
    """Absent when nothing was read."""


def judgement(kind: str | None, code: str | None) -> Judgement:
    """What two readings are compared by: the kind and the code; none of both is a judgement too."""
    return f"{kind} {code}" if kind and code else NOTHING


def sample_size(population: int) -> int:
    """How many of so many are read again: a twentieth, and never fewer than ten where there are as many."""
    share = population * SAMPLED_SHARE
    return min(population, max(SAMPLED_AT_LEAST, -(-share.numerator // share.denominator)))


def sampled(population: Iterable[UUID], seed: int) -> tuple[UUID, ...]:
    """The occurrences to read again: those whose digest with the seed comes first, so that anybody draws the same ones.

    The digest is SHA-256 of the seed in decimal, a colon, and the identifier in lower case. House rule: 0152.
    """
    by_lot = sorted(set(population), key=lambda one: (hashlib.sha256(f"{seed}:{one}".encode()).digest(), one))
    return tuple(by_lot[: sample_size(len(by_lot))])


def cohens_kappa(pairs: Sequence[Pair]) -> Fraction | None:
    """Agreement beyond chance, exactly: (observed - expected) / (1 - expected).

    Source: Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960) 37-46.
    """
    if not pairs:
        return None
    firsts, seconds = Counter(pair.first for pair in pairs), Counter(pair.second for pair in pairs)
    observed = Fraction(sum(pair.agrees for pair in pairs), len(pairs))
    expected = sum((Fraction(firsts[found] * seconds[found], len(pairs) * len(pairs)) for found in firsts), Fraction(0))
    return None if expected == 1 else (observed - expected) / (1 - expected)


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """How far the readers agree, and whether it is enough; where kappa says nothing, only full agreement is enough.

    House rule: 0153.
    """
    agreeing, kappa = sum(pair.agrees for pair in pairs), cohens_kappa(pairs)
    meets = None if not pairs else agreeing == len(pairs) if kappa is None else kappa >= KAPPA_AT_LEAST
    return Agreement(len(pairs), agreeing, kappa, meets)


def objection_to_sample(from_day: date, to_day: date, *, population: int) -> ReadingObjection | None:
    """What stands against drawing a sample of these days."""
    if to_day < from_day:
        return ReadingObjection.ENDS_BEFORE_IT_STARTS
    return None if population else ReadingObjection.NOTHING_TO_READ


def objection_to_second_reading(
    *, readers: Collection[str], read_before_by: Collection[str], kind: str | None, code: str | None
) -> ReadingObjection | None:
    """What stands against this reading: it is somebody else's, and says both kind and code or neither.

    Who lets a system read, reads. House rule: 0152.
    """
    if not set(readers).isdisjoint(read_before_by):
        return ReadingObjection.READ_BY_THE_FIRST
    return ReadingObjection.HALF_A_JUDGEMENT if (kind is None) != (code is None) else None
