"""Sentence plans: every assessed need is answered by an objective, or by a recorded reason why it is not."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.days import CaseDay
from noms.contracts.wire import Code, Day, Instant, Line, View, Wire, Words


class UnmetReason(StrEnum):
    """Why a need has no objective yet. An unmet need is recorded and counted, never dropped."""

    NOT_AVAILABLE = "not_available"
    NO_PLACE = "no_place"
    NOT_SUITABLE = "not_suitable"
    DECLINED = "declined"
    LATER_IN_SENTENCE = "later_in_sentence"
    TOO_LITTLE_TIME = "too_little_time"


class AssessedNeed(Wire):
    """A need, named by the assessment that found it and its section."""

    assessment_id: UUID
    section_code: Code


class NewObjective(Wire):
    """What is to be achieved, and for which need."""

    need: AssessedNeed
    objective: Words
    actions: list[Line] = Field(default=[], max_length=20)
    complete_by: CaseDay | None = None


class NewUnmetNeed(Wire):
    """A need without an objective, and why."""

    need: AssessedNeed
    reason_code: UnmetReason
    reason: Words


class NewPlan(Wire):
    """A sentence plan made on the person's latest assessment."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "agreed_on": "2010-04-26",
                    "objectives": [
                        {
                            "need": {"assessment_id": "0197a1de-7c00-7000-8000-000000000001", "section_code": "THINK"},
                            "objective": "Stop and think before acting on provocation.",
                            "actions": ["Complete the Thinking Skills Programme."],
                            "complete_by": "2010-12-31",
                        }
                    ],
                    "unmet_needs": [
                        {
                            "need": {"assessment_id": "0197a1de-7c00-7000-8000-000000000001", "section_code": "DRUG"},
                            "reason_code": "later_in_sentence",
                            "reason": "To follow the programme; referral to the drug worker in January.",
                        }
                    ],
                }
            ]
        }
    )

    agreed_on: CaseDay
    review_by: CaseDay | None = Field(default=None, description="Left out, it is the last day that National Standards allow.")
    objectives: list[NewObjective] = Field(max_length=50)
    unmet_needs: list[NewUnmetNeed] = Field(default=[], max_length=12)


class ObjectiveView(View):
    """An objective of a plan and the need that it serves."""

    assessment_id: UUID
    section_code: Code
    section_name: Line
    pathway_code: Code | None
    objective: Words
    actions: list[Line]
    complete_by: Day | None


class UnmetNeedView(View):
    """A need that the plan leaves without an objective, and why."""

    assessment_id: UUID
    section_code: Code
    section_name: Line
    pathway_code: Code | None
    reason_code: UnmetReason
    reason: Words


class PlanView(View):
    """A sentence plan as it was agreed. The next plan does not change it."""

    plan_id: UUID
    crn: Crn
    assessment_id: UUID
    agreed_on: Day
    review_by: Day | None = Field(description="When the plan is to be reviewed; absent when no standard set a day.")
    objectives: list[ObjectiveView]
    unmet_needs: list[UnmetNeedView]
    recorded_at: Instant


class PlanAgreed(Event):
    """A sentence plan was agreed."""

    type: ClassVar[str] = "offender_mgmt.plan.agreed"

    crn: Line
    plan_id: UUID
    assessment_id: UUID
    agreed_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn
