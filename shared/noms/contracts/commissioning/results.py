"""What one measure came to in a period: the figure with everything that it rests on, or why there is none."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.agreement_views import Threshold
from noms.contracts.commissioning.intervals import IntervalMethod
from noms.contracts.commissioning.measures import EvidenceMark, MeasureUnit, SourceService
from noms.contracts.commissioning.ratings import Missing, Score
from noms.contracts.wire import Count, Day, Flag, Instant, Line, View, Words

FigureValue = Annotated[float, Field(allow_inf_nan=False)]
"""A figure in the unit of its measure, to three decimals."""

CoveragePercent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
"""What share of the period the source answered for, in percent."""


class DisputeState(StrEnum):
    """Where the contest of a figure stands."""

    OPEN = "open"
    UPHELD = "upheld"
    """The figure falls: it is not rated until the period is computed again."""
    REJECTED = "rejected"


class ResultDisputeView(View):
    """The contest of a figure. Only this figure waits; the rest of the period stands."""

    contest_id: UUID
    state: DisputeState
    marked_at: Instant
    settled_at: Instant | None


class YearsTargetView(View):
    """By what a figure would be judged had no target changed since its contract year began, and what it scores by that."""

    floor: Threshold
    target: Threshold
    stretch: Threshold
    target_id: UUID | None = Field(description="The dated target; absent where the agreement's own text held.")
    score: Score | None = Field(description="Absent where there was nothing to measure.")


class ResultView(View):
    """The outturn of one measure, with what it rests on.

    Beside the measures of the period stands the count of completions of the contract year before it, which the cap needs.
    """

    measure_code: Line
    from_day: Day
    to_day: Day
    definition_version: int = Field(ge=1)
    unit: MeasureUnit
    numerator: Count | None = Field(description="Absent of a return whose quantity is no whole number: see `exact_numerator`.")
    denominator: Line = Field(description="An exact fraction: a count, or a volume by days such as 720/73; 0 of a plain count.")
    exclusions: Count
    value: FigureValue | None = Field(
        description="The outturn in its unit, to three decimals; absent when there was nothing to measure."
    )
    source_service: SourceService
    source_definition_version: int = Field(ge=1)
    source_definition: Words
    watermark: int = Field(
        ge=0, description="Sequence of the last event of that service's feed that was taken into account; 0 of a return."
    )
    numerator_event_count: Count
    denominator_event_count: Count
    numerator_event_ids: list[UUID] = Field(description="The first of them; the rest are read by page.")
    denominator_event_ids: list[UUID]
    complete_event_list: Flag
    result_id: UUID | None = Field(default=None, description="What a contest of this figure names.")
    exact_numerator: Line | None = Field(default=None, description="An exact fraction.")
    evidence: EvidenceMark = Field(default=EvidenceMark.EVIDENCED, description="Events, or the provider's word.")
    coverage_percent: CoveragePercent | None = Field(default=None, description="Absent of figures made before it was kept.")
    returns_expected: Count | None = Field(default=None, description="Given of a return: how many the days ask for.")
    returns_filed: Count | None = None
    lowest_value: FigureValue | None = Field(default=None, description="At 95 %, in the unit; absent where no method applies.")
    highest_value: FigureValue | None = None
    interval_method: IntervalMethod | None = Field(default=None, description="Wilson 1927 of a share, Garwood 1936 of a count.")
    floor: Threshold | None = Field(default=None, description="By what it was rated; absent of a figure that is not rated.")
    target: Threshold | None = None
    stretch: Threshold | None = None
    target_id: UUID | None = Field(default=None, description="The dated target; absent where the agreement's own text holds.")
    by_target_of_the_year: YearsTargetView | None = Field(
        default=None, description="Given where a dated target changed within the contract year: the result by what it began with."
    )
    dispute: ResultDisputeView | None = None


class MissingResultView(View):
    """A measure of the agreement without a figure. It is rated by the missing-data rule and never filled in."""

    result_id: UUID
    measure_code: Line
    from_day: Day
    to_day: Day
    definition_version: int = Field(ge=1)
    unit: MeasureUnit
    source_service: SourceService
    evidence: EvidenceMark
    missing: Missing
    coverage_percent: CoveragePercent
    return_due_on: Day | None = Field(description="The last day for the last return that the days ask for.")
    returns_expected: Count | None
    returns_filed: Count | None
    floor: Threshold | None
    target: Threshold | None
    stretch: Threshold | None
    dispute: ResultDisputeView | None
