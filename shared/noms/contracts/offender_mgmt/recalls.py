"""Recalls to prison: the decision, the return to custody and the release that ends it."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.wire import Day, Instant, Line, View, Wire, Words

MOST_CONDITIONS = 100


class RecallType(StrEnum):
    """How a person on licence is taken back to prison."""

    STANDARD = "standard"
    FIXED_TERM = "fixed_term"
    """For 28 days. Source: Criminal Justice Act 2003 s.255B, in force 14 July 2008."""
    EMERGENCY = "emergency"
    """A standard recall that is decided at once. Source: PC 16/2005."""
    HOME_DETENTION_CURFEW = "home_detention_curfew"
    """During the curfew, until the conditional release date. Source: Criminal Justice Act 2003 s.255."""


class RecallReason(StrEnum):
    """Why the licence was revoked."""

    FURTHER_OFFENCE_CHARGED = "further_offence_charged"
    FAILED_TO_KEEP_IN_TOUCH = "failed_to_keep_in_touch"
    FAILED_TO_RESIDE = "failed_to_reside"
    POOR_BEHAVIOUR = "poor_behaviour"
    CONTACT_NOT_ALLOWED = "contact_not_allowed"
    CURFEW_BROKEN = "curfew_broken"
    MONITORING_NOT_POSSIBLE = "monitoring_not_possible"
    RISK_OF_SERIOUS_HARM = "risk_of_serious_harm"
    OTHER = "other"


class RecallToRecord(Wire):
    """The decision to revoke a licence."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "fixed_term",
                    "recalled_on": "2011-12-05",
                    "reason": "failed_to_keep_in_touch",
                    "circumstances": "Two appointments missed, no answer at the approved address.",
                    "decided_by": "Public Protection Casework Section",
                }
            ]
        }
    )

    kind: RecallType
    recalled_on: Day = Field(description="The day on which the licence was revoked.")
    reason: RecallReason
    circumstances: Words
    conditions_breached: Annotated[list[UUID], Field(max_length=MOST_CONDITIONS)] = Field(
        default_factory=list, description="Conditions of the active licence; none where no licence is on record."
    )
    decided_by: Line = Field(description="Who decided for the Secretary of State.")


class ReturnToCustody(Wire):
    """The return of a recalled person."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"returned_to_custody_on": "2011-12-12"}]})

    returned_to_custody_on: Day


class ReleaseAgain(Wire):
    """The release that ends a recall."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"released_again_on": "2012-01-08"}]})

    released_again_on: Day


class RecallView(View):
    """A recall on record."""

    recall_id: UUID
    crn: Crn
    licence_id: UUID | None
    kind: RecallType
    recalled_on: Day
    reason: RecallReason
    circumstances: Words
    conditions_breached: list[UUID]
    decided_by: Line
    returned_to_custody_on: Day | None
    released_again_on: Day | None
    recorded_at: Instant
    recorded_by: Line


class RecallList(View):
    """Every recall of a person, newest first."""

    data: list[RecallView]


class PersonRecalled(Event):
    """A licence was revoked: the person is to return to prison."""

    type: ClassVar[str] = "offender_mgmt.person.recalled"

    crn: Line
    recall_id: UUID
    kind: RecallType
    recalled_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn


class RecallEnded(Event):
    """A recalled person was released again."""

    type: ClassVar[str] = "offender_mgmt.recall.ended"

    crn: Line
    recall_id: UUID
    released_again_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn
