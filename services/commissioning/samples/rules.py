"""Which events a seed draws, what may be recorded about them, and how often they were wrong."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from noms.contracts.commissioning.samples import SampleFinding
from services.commissioning.intervals.rules import Interval, of_proportion

METHOD = (
    "The events are put in the order of SHA-256 over seed, colon and event id, and the first of them are taken: "
    "the share of the population, rounded up."
)
"""House rule: 0141 (anybody with the seed and the event ids draws the same sample, on whatever machine)."""


def size_of(population: int, share_percent: int) -> int:
    """How many events are drawn: the share, rounded up, so that one is drawn wherever there is one. House rule: 0141."""
    return -(-population * share_percent // 100)


def draw(events: Iterable[UUID], share_percent: int, seed: int) -> list[UUID]:
    """The events that a seed draws, in the order in which they are to be examined. The order they came in makes no difference."""
    population = sorted(set(events), key=lambda event: (place_of(event, seed), event))
    return population[: size_of(len(population), share_percent)]


def place_of(event: UUID, seed: int) -> bytes:
    """Where a seed puts an event."""
    return hashlib.sha256(f"{seed}:{event}".encode()).digest()


def population_hash(events: Iterable[UUID]) -> str:
    """A fingerprint of everything that could have been drawn."""
    return hashlib.sha256("\n".join(sorted(str(event) for event in set(events))).encode()).hexdigest()


@dataclass(frozen=True)
class Found:
    """What somebody says about one event."""

    event_id: UUID
    finding: SampleFinding
    reason: str | None


class FindingObjection(StrEnum):
    """Why a finding is not kept."""

    NOT_IN_THE_SAMPLE = "not_in_the_sample"
    REASON_MISSING = "reason_missing"
    NAMED_TWICE = "named_twice"


def faults_of(findings: Sequence[Found], sample: Collection[UUID]) -> list[tuple[int, FindingObjection]]:
    """What is wrong with which of the findings, by their place."""
    faults: list[tuple[int, FindingObjection]] = []
    named: set[UUID] = set()
    for place, found in enumerate(findings):
        stands = {
            FindingObjection.NOT_IN_THE_SAMPLE: found.event_id not in sample,
            FindingObjection.REASON_MISSING: found.finding is SampleFinding.WRONG and found.reason is None,
            FindingObjection.NAMED_TWICE: found.event_id in named,
        }
        faults += [(place, objection) for objection, holds in stands.items() if holds]
        named.add(found.event_id)
    return faults


@dataclass(frozen=True)
class ErrorRate:
    """How many of the events examined were wrong, and how far the rate could be from the truth."""

    examined: int
    wrong: int

    @property
    def share(self) -> Fraction | None:
        """The share that was wrong; nothing before the first examination."""
        return Fraction(self.wrong, self.examined) if self.examined else None

    @property
    def interval(self) -> Interval | None:
        """Between which shares the truth could well lie."""
        return of_proportion(self.wrong, self.examined) if self.examined else None
