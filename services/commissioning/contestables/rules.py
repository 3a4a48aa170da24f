"""A thing that can be contested, as it stands, and what its contest makes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import takewhile
from typing import TypeVar
from uuid import UUID

from noms.contracts.commissioning.contests import Contested, ContestState
from noms.contracts.commissioning.occurrences import OccurrenceState

Told = TypeVar("Told")

OCCURRENCE_BECOMES = {
    ContestState.UPHELD: OccurrenceState.OVERTURNED,
    ContestState.PARTLY: OccurrenceState.CONFIRMED,
    ContestState.REJECTED: OccurrenceState.CONFIRMED,
    ContestState.WITHDRAWN: OccurrenceState.CONFIRMED,
}
"""Where an occurrence goes when its contest ends; partly upheld, with another count."""


@dataclass(frozen=True)
class Standing:
    """A thing as it stands when somebody would contest it or decide about it."""

    version: int
    told_on: date
    contest_until: date | None
    """Absent when it cannot be contested: nothing is charged or withheld, or a contest has settled it."""
    controller: str | None = None
    """Whoever classified it as it stands; absent where nobody classifies."""
    judged_by: frozenset[str] = frozenset()
    """Everybody who had a hand in it: who classified, posted, computed or matched."""
    count: Fraction | None = None
    """What an occurrence counts."""
    pence: int | None = None
    """What a line comes to, whichever way it is paid."""


@dataclass(frozen=True)
class Dispute:
    """A contest, for the thing that it is about."""

    contest_id: UUID
    agreement_id: UUID
    about: Contested
    raised_on: date
    disputed_pence: int | None


@dataclass(frozen=True)
class Settled:
    """How far a contract year was settled, the day that the agreement's last settlement bears, and when the year closes."""

    through: date
    settled_on: date
    closes_on: date


def first_told(latest_first: Iterable[tuple[Told, object]]) -> Told:
    """When a thing was told as it stands: the earliest telling after which nothing of it has changed.

    Each telling comes with what it said; the latest comes first, and there is at least one.
    """
    tellings: Sequence[tuple[Told, object]] = list(latest_first)
    same = takewhile(lambda telling: telling[1] == tellings[0][1], tellings)
    return list(same)[-1][0]
