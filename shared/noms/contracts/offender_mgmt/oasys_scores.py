"""Scoring answers to OASys without recording an assessment."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.offender_mgmt.assessments import Answer, SectionView
from noms.contracts.wire import Code, Count, Line, View, Wire


class Severity(StrEnum):
    """How severe a need is."""

    NONE = "none"
    STANDARD = "standard"
    SEVERE = "severe"


class OasysToScore(Wire):
    """Answers to score. Nobody is named and nothing is kept."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {"answers": [{"question": "8.4", "score": 2}, {"question": "8.5", "score": 2}, {"question": "8.8", "score": 1}]}
            ]
        }
    )

    answers: Annotated[list[Answer], Field(min_length=1, max_length=200)]


class ScoredSectionView(SectionView):
    """What one section comes to, and how much of it is answered."""

    severe_threshold: Count | None = Field(description="The score from which a need is severe.")
    severity: Severity | None = Field(description="Absent when the section has no score, or is never a need by its score.")
    unanswered: list[Line] = Field(description="Scored questions without an answer; each would add to the score.")


class OasysScores(View):
    """Every scored section, in the order of OASys."""

    sections: list[ScoredSectionView]
    needs: list[Code] = Field(description="Codes of the sections that are needs, in the order of OASys.")
