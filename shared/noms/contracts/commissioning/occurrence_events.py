"""What is published of occurrences."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState
from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Line


class OccurrenceClassified(Event):
    """Something that happened under an agreement was classified by the purchaser's side."""

    type: ClassVar[str] = "commissioning.occurrence.classified"

    agreement_id: UUID
    occurrence_id: UUID
    provider: Code
    kind: OccurrenceKind
    state: OccurrenceState
    occurred_on: Day
    occurrence_version: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.occurrence_id)


class OccurrenceMoved(Event):
    """What is believed of an occurrence has changed: its state, what it falls under, or how much it counts."""

    type: ClassVar[str] = "commissioning.occurrence.moved"

    agreement_id: UUID
    occurrence_id: UUID
    provider: Code
    kind: OccurrenceKind
    state: OccurrenceState
    occurred_on: Day
    occurrence_version: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.occurrence_id)
