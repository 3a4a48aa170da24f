"""Something that happened, as it is believed now, the states in which it counts, and which of it is one event."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol
from uuid import UUID

from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState
from noms.contracts.commissioning.settlement_facts import OccurrenceFact


class Happened(Protocol):
    """Something that happened, as it is believed now."""

    @property
    def occurrence_id(self) -> UUID: ...
    @property
    def kind(self) -> OccurrenceKind: ...
    @property
    def state(self) -> OccurrenceState: ...
    @property
    def code(self) -> str: ...
    @property
    def occurred_on(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def places(self) -> int: ...
    @property
    def used(self) -> bool: ...
    @property
    def count(self) -> Fraction: ...
    @property
    def same_event_as(self) -> UUID | None: ...


COUNTS = (OccurrenceState.CLASSIFIED, OccurrenceState.CONFIRMED, OccurrenceState.DISPUTED)
"""The states in which an occurrence counts; a disputed one as charged. A tuple, because its members are found by identity."""


@dataclass(frozen=True, slots=True)
class Believed:
    """Something that happened, as a request tells it."""

    occurrence_id: UUID
    kind: OccurrenceKind
    state: OccurrenceState
    code: str
    occurred_on: date
    ended_on: date | None
    places: int
    used: bool
    count: Fraction
    same_event_as: UUID | None

    @classmethod
    def of(cls, fact: OccurrenceFact) -> "Believed":
        """Read the fact, its count exact."""
        return cls(
            fact.occurrence_id, fact.kind, fact.state, fact.code, fact.occurred_on, fact.ended_on, fact.places, fact.used,
            Fraction(fact.count), fact.same_event_as,
        )  # fmt: skip


Told = tuple[UUID, UUID | None, Sequence[UUID]]
"""An occurrence, the one that it names as of the same event, and the events that it rests on."""


def one_event(told: Sequence[Told]) -> Mapping[UUID, UUID | None]:
    """Of those that share an event with another: to which first one each belongs; the first belongs to none.

    Whoever rests on the same event is of the same event, whether somebody said so or not. House rule: 0159.
    """
    bearers: dict[UUID, list[UUID]] = defaultdict(list)
    for occurrence_id, _, events in told:
        for event in dict.fromkeys(events):
            bearers[event].append(occurrence_id)
    sharing = [bearing for bearing in bearers.values() if len(bearing) > 1]
    if not sharing:
        return {}
    links = [*sharing, *([occurrence_id, named] for occurrence_id, named, _ in told if named is not None)]
    of_group = groups(links)
    joined = {of_group[bearing[0]] for bearing in sharing}
    first: dict[int, UUID] = {}
    members = [(each, of_group[each]) for each, _, _ in told if of_group.get(each) in joined]
    for each, group in members:
        first.setdefault(group, each)
    return {each: None if first[group] == each else first[group] for each, group in members}


def groups(links: Iterable[Sequence[UUID]]) -> Mapping[UUID, int]:
    """A number for each that is linked to others; those that links join, however far, bear the same."""
    neighbours: dict[UUID, set[UUID]] = defaultdict(set)
    for link in links:
        for other in link[1:]:
            neighbours[link[0]].add(other)
            neighbours[other].add(link[0])
    numbers: dict[UUID, int] = {}
    for start in neighbours:
        waiting = [] if start in numbers else [start]
        number = numbers.get(start, len(numbers))
        while waiting:
            at = waiting.pop()
            numbers[at] = number
            waiting += [each for each in neighbours[at] if each not in numbers]
    return numbers
