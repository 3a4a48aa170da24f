"""Something that happened, as it is believed now, and the states in which it counts."""

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
