"""OASys assessments: answers to the question bank, section scores, and the needs they identify."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.days import CaseDay
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View, Wire, Within

QuestionNumber = Annotated[str, StringConstraints(pattern=r"^([1-9]|1[0-3])\.[1-9][0-9]?$")]
"""The number of a question of the OASys question bank, such as 8.4."""


class AssessmentPurpose(StrEnum):
    """Why the assessment was made. Source: OASys assessment types (ministryofjustice/oasys-cypress-test)."""

    PRE_SENTENCE_REPORT = "pre_sentence_report"
    START_OF_ORDER = "start_of_order"
    START_OF_SUSPENDED_SENTENCE_ORDER = "start_of_suspended_sentence_order"
    START_OF_CUSTODY = "start_of_custody"
    START_OF_LICENCE = "start_of_licence"
    REVIEW = "review"
    SIGNIFICANT_CHANGE = "significant_change"
    PRE_RELEASE = "pre_release"
    HOME_DETENTION_CURFEW = "home_detention_curfew"
    RELEASE_ON_TEMPORARY_LICENCE = "release_on_temporary_licence"
    PAROLE = "parole"
    RECALL = "recall"
    TRANSFER = "transfer"
    TERMINATION = "termination"


class Answer(Wire):
    """The answer to one scored question."""

    question: QuestionNumber
    score: Annotated[int, Within(0, 2)] = Field(description="0 no problem, 1 some problems, 2 significant problems.")


class SectionScore(Wire):
    """The score of a whole section, where the answers behind it were not kept."""

    section_code: Code
    score: Annotated[int, Within(0, 12)]


class NewAssessment(Wire):
    """A completed OASys assessment. A section is either answered question by question or given as its score."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "purpose": "start_of_order",
                    "completed_on": "2010-04-19",
                    "answers": [
                        {"question": "8.4", "score": 1},
                        {"question": "8.5", "score": 2},
                        {"question": "8.6", "score": 0},
                        {"question": "8.8", "score": 1},
                        {"question": "8.9", "score": 0},
                    ],
                    "section_scores": [{"section_code": "THINK", "score": 5}, {"section_code": "ACC", "score": 1}],
                }
            ]
        }
    )

    purpose: AssessmentPurpose
    completed_on: CaseDay
    answers: list[Answer] = Field(default=[], max_length=100)
    section_scores: list[SectionScore] = Field(default=[], max_length=12)


class SectionView(View):
    """What one section of an assessment came to."""

    section_code: Code
    section: Line = Field(description="The number of the section in OASys.")
    name: Line
    pathway_code: Code | None = Field(description="The pathway out of reoffending that answers this need.")
    score: Count | None = Field(description="Absent when no question of the section was answered. Absent is not zero.")
    max_score: Count
    need_threshold: Count | None = Field(description="Absent for a section that is never a need by its score.")
    need: Flag = Field(description="Whether the score reached the threshold.")


class AnswerView(View):
    """The answer to one scored question."""

    question: Line
    score: Count


class AssessmentView(View):
    """One assessment as it was completed. A later assessment does not change it."""

    assessment_id: UUID
    crn: Crn
    purpose: AssessmentPurpose
    completed_on: Day
    recorded_at: Instant
    answers: list[AnswerView]
    sections: list[SectionView]
    needs: list[Code] = Field(description="Codes of the sections that are needs, in the order of OASys.")


class AssessmentCompleted(Event):
    """An assessment was completed."""

    type: ClassVar[str] = "offender_mgmt.assessment.completed"

    crn: Line
    assessment_id: UUID
    purpose: AssessmentPurpose
    completed_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn
