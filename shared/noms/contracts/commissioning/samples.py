"""Audit samples of the events behind a figure: drawn by a kept seed, examined one by one, and the rate of errors found."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.intervals import IntervalMethod
from noms.contracts.commissioning.measure_catalogue import MeasureCode
from noms.contracts.commissioning.performance import ResultPart
from noms.contracts.wire import MAX_INT32, Count, Day, Flag, Instant, Line, View, Wire, Within, Words

USUAL_SHARE_PERCENT = 5
MOST_FINDINGS = 1_000


class NewAuditSample(Wire):
    """Which events to draw from, and how many of a hundred."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {"measure_code": "programme_completions", "part": "numerator"},
                {"measure_code": "programme_completions", "part": "numerator", "share_percent": 100},
            ]
        }
    )

    measure_code: MeasureCode
    part: ResultPart = ResultPart.NUMERATOR
    share_percent: Annotated[int, Within(1, 100)] = USUAL_SHARE_PERCENT
    version: Annotated[int, Within(1, MAX_INT32)] | None = Field(
        default=None, description="Of the period; without it, the latest."
    )
    from_day: Day | None = Field(default=None, description="First day of the figure, where a measure has two.")


class SampleFinding(StrEnum):
    """What the examination of one event came to."""

    CORRECT = "correct"
    WRONG = "wrong"


class NewFinding(Wire):
    """What was found about one event of the sample."""

    event_id: UUID
    finding: SampleFinding
    reason: Words | None = Field(default=None, description="Must be given where the event is wrong; never a person's name.")


class NewFindings(Wire):
    """What was found about events of the sample: all of it is kept, or none."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {"findings": [{"event_id": "5b0f7e0a-6a3c-4d52-9b1e-0d9a4f1c2a11", "finding": "correct"}]},
                {
                    "findings": [
                        {
                            "event_id": "5b0f7e0a-6a3c-4d52-9b1e-0d9a4f1c2a11",
                            "finding": "wrong",
                            "reason": "The report was sent after the period had ended.",
                        }
                    ]
                },
            ]
        }
    )

    findings: list[NewFinding] = Field(min_length=1, max_length=MOST_FINDINGS)


class SampleFindingView(View):
    """What was found about one event."""

    event_id: UUID
    finding: SampleFinding
    reason: Words | None
    found_at: Instant


class AuditSampleView(View):
    """A sample with everything that it takes to draw it again, and what was found."""

    sample_id: UUID
    agreement_id: UUID
    period_id: UUID
    version: int = Field(ge=1)
    measure_code: Line
    from_day: Day
    part: ResultPart
    share_percent: int = Field(ge=1, le=100)
    seed: Count
    method: Line = Field(description="How the events were chosen, in words: with it and the seed anybody can choose them again.")
    population_size: Count = Field(description="How many events stood behind that side of the figure.")
    population_hash: Line = Field(description="SHA-256 of the ids of those events, sorted, each on a line of its own.")
    drawn_at: Instant
    event_ids: list[UUID]
    findings: list[SampleFindingView]
    examined: Count
    wrong: Count
    complete: Flag = Field(description="Whether every event of the sample was examined.")
    error_percent: Annotated[float, Field(ge=0, le=100)] | None = Field(
        description="Of the events examined; absent before the first."
    )
    lowest_error_percent: Annotated[float, Field(ge=0, le=100)] | None = Field(description="At 95 %.")
    highest_error_percent: Annotated[float, Field(ge=0, le=100)] | None = Field(description="At 95 %.")
    interval_method: IntervalMethod


class AuditSampleList(View):
    """The samples of a period, the latest first."""

    data: list[AuditSampleView]
