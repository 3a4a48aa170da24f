"""What is recorded of a handover beside the dates of the sentence."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.handovers import Responsibility
from noms.contracts.wire import Day, Flag, Instant, Line, View, Wire, Words


class RecordedCircumstance(StrEnum):
    """What somebody decides or learns; recall and the kind of sentence are read from their own records."""

    EARLY_ALLOCATION = "early_allocation"
    INDETERMINATE_ADDED = "indeterminate_added"
    PAROLE_REFUSED = "parole_refused"
    IMMIGRATION_ONLY = "immigration_only"
    OPEN_CONDITIONS = "open_conditions"
    TARGET_HEARING = "target_hearing"


class CircumstanceToRecord(Wire):
    """A circumstance holds, or no longer holds, from a day on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"kind": "early_allocation", "applies": True, "applies_from": "2010-11-01", "reason": "MAPPA level 3."},
                {
                    "kind": "target_hearing",
                    "applies": True,
                    "applies_from": "2010-11-01",
                    "takes_place_on": "2012-05-14",
                    "reason": "Listed by the Parole Board.",
                },
            ]
        }
    )

    kind: RecordedCircumstance
    applies: Flag = Field(description="false from the day on which it no longer holds.")
    applies_from: Day
    takes_place_on: Day | None = Field(default=None, description="The day of the hearing: needed for it, refused otherwise.")
    reason: Words


class CircumstanceView(View):
    """A circumstance on record. Of two for one day the later recorded counts."""

    handover_circumstance_id: UUID
    crn: Crn
    kind: RecordedCircumstance
    applies: Flag
    applies_from: Day
    takes_place_on: Day | None
    reason: Words
    recorded_at: Instant


class Circumstances(View):
    """Every circumstance on record, newest first."""

    data: list[CircumstanceView]


class DecisionToTake(Wire):
    """Decide who is responsible, whatever the rules of handover say, from a day on or for a time."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"responsible": "community", "starts_on": "2010-11-01", "reason": "Continuity with the same officer."}]
        }
    )

    responsible: Responsibility
    starts_on: Day
    ends_on: Day | None = Field(
        default=None, description="The first day on which the rules decide again; absent, it lasts until the next decision."
    )
    reason: Words


class ResponsibilityDecisionView(View):
    """Who was made responsible, for which days, and why."""

    decision_id: UUID
    crn: Crn
    responsible: Responsibility
    starts_on: Day
    ends_on: Day | None
    reason: Words
    recorded_at: Instant


class ResponsibilityDecisions(View):
    """Every decision on a person's responsibility, oldest first."""

    data: list[ResponsibilityDecisionView]


class ResponsibilityDecided(Event):
    """Somebody decided who is responsible for a person, whatever the rules of handover say."""

    type: ClassVar[str] = "offender_mgmt.responsibility.decided"

    crn: Line
    decision_id: UUID
    responsible: Responsibility
    starts_on: Day
    ends_on: Day | None
    detail_url: Line

    def subject(self) -> str:
        return self.crn
