"""What happened under an agreement, as the purchaser's side classified it: never the provider."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.measures import SourceService
from noms.contracts.exact import OrWhole
from noms.contracts.wire import Day, Flag, Line, Wire, Within, Words

MOST_PLACES = 10_000
MOST_EVENTS = 100

TermCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,49}$")]
"""What of the payment terms it falls under: a failure criterion, an incident, a measure of the points table, a place type."""

OfferedCount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}(\.[05])?$"), OrWhole(0, 99_999)]
"""How many, in half steps, as text: `1`, `4`, `2.5`."""


Places = Annotated[int, Within(0, MOST_PLACES)]


class OccurrenceKind(StrEnum):
    """Which part of the payment terms an occurrence bears on."""

    UNAVAILABLE_PLACES = "UNAVAILABLE_PLACES"
    ADDITIONAL_PLACES = "ADDITIONAL_PLACES"
    UNAUTHORISED_DOUBLING = "UNAUTHORISED_DOUBLING"
    FIXED_SUM_INCIDENT = "FIXED_SUM_INCIDENT"
    PERFORMANCE_FAILURE = "PERFORMANCE_FAILURE"


class OccurrenceState(StrEnum):
    """Where an occurrence stands, and so whether it counts."""

    CLASSIFIED = "CLASSIFIED"
    """It counts."""
    HELD = "HELD"
    """The police inquire: it does not count until it is released."""
    DISPUTED = "DISPUTED"
    """The provider contests it: it counts as charged, and only its part is withheld."""
    CONFIRMED = "CONFIRMED"
    """It counts, and has been looked at again."""
    OVERTURNED = "OVERTURNED"
    """It does not count."""
    EXCUSED = "EXCUSED"
    """An excusing cause of the terms holds: it does not count."""


class NewOccurrence(Wire):
    """Something that happened, to be classified by the purchaser's side."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "PERFORMANCE_FAILURE",
                    "code": "2.2g",
                    "occurred_on": "2010-05-14",
                    "found_on": "2010-05-16",
                    "count": "1",
                    "event_ids": ["0b9c3d1e-5b3a-4a4e-9d0e-2f6f0f9c7a11"],
                    "narrative": "Class A drug found in a workshop during a routine search.",
                }
            ]
        }
    )

    kind: OccurrenceKind
    code: TermCode
    occurred_on: Day = Field(
        description="The date in London on which it happened. It belongs to the quarter of this day, even if found later."
    )
    found_on: Day = Field(description="The day on which the purchaser's side learned of it.")
    ended_on: Day | None = Field(default=None, description="Its last day, included; absent when it was over the same day.")
    places: Places = Field(default=0, description="How many places, where places are concerned; otherwise 0.")
    used: Flag = Field(default=False, description="Whether the places were used although they were not available.")
    count: OfferedCount = Field(
        default="1", description="How many failures, in half steps. An incident is one, not one a person."
    )
    same_event_as: UUID | None = Field(
        default=None, description="Another occurrence of this agreement that the same event gave rise to: it is charged once."
    )
    source_service: SourceService = Field(
        default=SourceService.OFFENDER_MGMT, description="The service that owns the events; its own wall stands before them."
    )
    event_ids: Annotated[list[UUID], Field(max_length=MOST_EVENTS)] = Field(
        default=[], description="The events of the owning service that it rests on."
    )
    narrative: Words = Field(description="What was found, without personal data: no names, no numbers of persons.")
    held: Flag = Field(default=False, description="Whether the police inquire: it does not count until it is released.")


class OccurrenceMove(Wire):
    """A step of the purchaser's side: held, released, confirmed, excused or overturned. Contests have a path of their own."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"to": "HELD", "reason": "The police asked for the record on 17 May."}]}
    )

    to: OccurrenceState
    reason: Words
    excused_by: Line | None = Field(default=None, description="The excusing cause of the payment terms: when it is excused.")


class Reclassification(Wire):
    """What it falls under and how much it counts, put right. The version before stays on record."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [{"code": "2.2h", "count": "1", "reason": "The laboratory found cannabis, which is not a class A drug."}]
        }
    )

    code: TermCode
    count: OfferedCount
    places: Places = 0
    used: Flag = False
    ended_on: Day | None = None
    reason: Words
