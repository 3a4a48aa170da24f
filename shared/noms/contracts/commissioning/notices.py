"""Notices under an agreement: warning, improvement, default; what called for each, and how each one ends."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.answers import PlanView, StatementView
from noms.contracts.commissioning.triggers import MOST_EVIDENCE, Evidence, Trigger
from noms.contracts.wire import Code, Day, Instant, Line, View, Wire, Words

CitedEvidence = Annotated[list[Evidence], Field(min_length=1, max_length=MOST_EVIDENCE)]


class NoticeKind(StrEnum):
    """How grave a notice is. A default notice is also a termination point."""

    WARNING = "warning"
    IMPROVEMENT = "improvement"
    DEFAULT = "default"


class NoticeState(StrEnum):
    """Where a notice stands on a day."""

    IN_FORCE = "in_force"
    FOLLOWED = "followed"
    """A graver notice on the same matter has taken its place."""
    RECTIFIED = "rectified"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """A default notice whose termination point has fallen out."""


class NewNotice(Wire):
    """A notice to give. It rests on figures that call for it: see the triggers of the agreement."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "warning",
                    "matter": "performance_points",
                    "given_on": "2010-07-12",
                    "clause": "DEFAULT",
                    "grounds": "Points of the first quarter came to more than one and a half times the baseline.",
                    "evidence": [{"kind": "settlement", "id": "6f1e1a52-3f0c-4b83-8f55-1f5e4a3f2b10"}],
                }
            ]
        }
    )

    kind: NoticeKind
    matter: Line = Field(description="What it is about: a measure's code, or `performance_points`, `deductions`, `notices`.")
    given_on: Day = Field(description="The day on which the provider was given the notice: its clocks start on it.")
    clause: Code = Field(description="A clause of the text in force on the day that speaks of default.")
    grounds: Words
    evidence: CitedEvidence


class NewRectification(Wire):
    """The failure has been put right, and what shows it: figures on which the notice did not rest."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rectified_on": "2010-10-18",
                    "reasons": "The find was read again, and every workshop has been searched each week without another.",
                    "evidence": [{"kind": "occurrence", "id": "0d7b4a8e-62b5-4a0b-9d0c-9d7f2b6c3a21"}],
                }
            ]
        }
    )

    rectified_on: Day
    reasons: Words
    evidence: CitedEvidence


class NoticeWithdrawal(Wire):
    """The purchaser takes a notice back. It stays on record; its termination point counts no more."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [{"withdrawn_on": "2010-08-02", "reasons": "The points were settled again under the baseline."}]
        }
    )

    withdrawn_on: Day
    reasons: Words


class ClosingView(View):
    """How a notice ended."""

    state: NoticeState
    closed_on: Day
    reasons: Words
    evidence: list[Evidence]
    closed_by: Line
    recorded_at: Instant


class NoticeView(View):
    """One notice with both sides of it, as known at an instant and in force on a day."""

    id: UUID
    agreement_id: UUID
    number: int = Field(ge=1, description="Counted under the agreement, from 1.")
    kind: NoticeKind
    state: NoticeState
    trigger: Trigger
    matter: Line
    given_on: Day
    clause: Code
    grounds: Words
    evidence: list[Evidence]
    follows: UUID | None = Field(description="The notice on the same matter whose place it took.")
    plan_due_on: Day | None
    rectify_by: Day | None
    scored_on: Day | None = Field(description="The day from which its termination point counts.")
    falls_out_on: Day | None = Field(description="The first day on which its termination point counts no more.")
    given_by: Line
    recorded_at: Instant
    statements: list[StatementView]
    plans: list[PlanView]
    closings: list[ClosingView]


class Answer(StrEnum):
    """What the provider answered a notice by."""

    STATEMENT = "statement"
    PLAN = "plan"
