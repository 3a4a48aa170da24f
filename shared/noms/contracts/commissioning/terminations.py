"""The purchaser's decision on its right to end an agreement, once three termination points count at once."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Instant, Line, View, Wire, Words


class TerminationOutcome(StrEnum):
    """What the purchaser decides when it has the right to end the agreement."""

    TERMINATE = "terminate"
    DO_NOT_TERMINATE = "do_not_terminate"


class NewTerminationDecision(Wire):
    """The purchaser's decision, with its reasons, once the right to terminate exists."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "outcome": "do_not_terminate",
                    "decided_on": "2011-03-14",
                    "reasons": "A new director has been in post since February, and deductions have halved.",
                }
            ]
        }
    )

    outcome: TerminationOutcome
    decided_on: Day
    reasons: Words
    ends_on: Day | None = Field(
        default=None, description="The last day of the agreement, when it is terminated; absent: the day of the decision."
    )
    clause: Code | None = Field(
        default=None, description="The clause of the text in force under which the agreement is terminated, such as TERMINATION."
    )


class TerminationDecisionView(View):
    """What the purchaser decided, and the termination points that gave it the right."""

    number: int = Field(ge=1)
    outcome: TerminationOutcome
    decided_on: Day
    reasons: Words
    ends_on: Day | None
    clause: Code | None
    points: list[UUID] = Field(description="The default notices whose termination points counted on the day.")
    decided_by: Line
    recorded_at: Instant


class TerminationDecisionAnswer(View):
    """A decision, and the state in which it leaves the agreement."""

    agreement_id: UUID
    decision: TerminationDecisionView
    agreement_state: AgreementState
    in_words: Words


class TerminationDecided(Event):
    """The purchaser has decided on its right to end the agreement."""

    type: ClassVar[str] = "commissioning.termination.decided"

    agreement_id: UUID
    provider: Code
    outcome: TerminationOutcome
    decided_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
