"""What a notice is answered by: the provider's side, its plan to put the failure right, and the purchaser's word on the plan."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.triggers import MOST_EVIDENCE, Evidence
from noms.contracts.wire import Day, Flag, Instant, Line, View, Wire, Within, Words

MOST_VERSIONS = 1_000

OfferedEvidence = Annotated[list[Evidence], Field(max_length=MOST_EVIDENCE)]
Version = Annotated[int, Within(1, MOST_VERSIONS)]


class PlanOutcome(StrEnum):
    """What the purchaser says to a plan."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class NewStatement(Wire):
    """The provider's side of a notice. It stands once; what is amended becomes the next version."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "stated_on": "2010-07-20",
                    "statement": "The find came of our own search, the first after searches were doubled in May.",
                }
            ]
        }
    )

    stated_on: Day
    statement: Words
    evidence: OfferedEvidence = Field(default=[])
    amends_version: Version | None = Field(default=None, description="The version that this one amends; absent for the first.")


class NewPlan(Wire):
    """The provider's plan to put the failure right."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "submitted_on": "2010-07-23",
                    "plan": "A second dog team from August, and a search of every workshop each week.",
                    "rectified_by": "2010-10-29",
                }
            ]
        }
    )

    submitted_on: Day
    plan: Words
    rectified_by: Day = Field(description="By when the failure will be put right; once accepted, the clock runs to this day.")


class PlanDecision(Wire):
    """The purchaser accepts or rejects the plan that it read."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan_version": 1,
                    "decided_on": "2010-07-28",
                    "outcome": "accepted",
                    "reasons": "Weekly searches answer what was found, and can be counted.",
                }
            ]
        }
    )

    plan_version: Version
    decided_on: Day
    outcome: PlanOutcome
    reasons: Words


class StatementView(View):
    """One version of the provider's side."""

    version: Version
    stated_on: Day
    statement: Words
    evidence: list[Evidence]
    stated_by: Line
    recorded_at: Instant


class PlanView(View):
    """One plan, with its clock and what the purchaser decided."""

    version: Version
    submitted_on: Day
    due_on: Day
    late: Flag
    plan: Words
    rectified_by: Day
    submitted_by: Line
    recorded_at: Instant
    outcome: PlanOutcome | None
    decided_on: Day | None
    decided_by: Line | None
    reasons: Words | None
