"""Periods of an agreement: results pulled from the services that own the events, rating and settlement."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.moderation import ModerationView
from noms.contracts.commissioning.payments import SettlementView
from noms.contracts.commissioning.ratings import Band, RatingView
from noms.contracts.commissioning.results import MissingResultView, ResultView
from noms.contracts.wire import Code, Day, Flag, Instant, Line, Pence, View, Wire, Words


class RestatementReason(StrEnum):
    """Why a period is computed again."""

    LATE_EVENTS = "late_events"
    CORRECTION = "correction"
    DISPUTE_DECIDED = "dispute_decided"
    DEFINITION = "definition"


class PeriodToCompute(Wire):
    """The days to compute. Nothing else can be given: every figure is pulled from the services that own the events."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {"from_day": "2010-04-01", "to_day": "2010-06-30"},
                {
                    "from_day": "2010-04-01",
                    "to_day": "2010-06-30",
                    "reason": "late_events",
                    "explanation": "The court amended the record of May after the quarter had been computed.",
                },
            ]
        }
    )

    from_day: Day
    to_day: Day
    reason: RestatementReason | None = Field(
        default=None, description="Why the same days are computed again: from the second version on it must be given."
    )
    explanation: Words | None = Field(default=None, description="The reason in words, without a person's name.")


class ChangedPart(StrEnum):
    """What of a figure differs from the version before."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    EXCLUSIONS = "exclusions"
    COVERAGE = "coverage_percent"
    DEFINITION_VERSION = "definition_version"
    SOURCE_DEFINITION_VERSION = "source_definition_version"
    MISSING = "missing"
    TARGET = "target"
    EVENTS_ADDED = "events_added"
    EVENTS_WITHDRAWN = "events_withdrawn"


class ResultChangeView(View):
    """One thing that differs from the version before."""

    measure_code: Line
    from_day: Day
    part: ChangedPart
    before: Line | None
    after: Line | None


class RestatementView(View):
    """Why a version follows another, and what differs."""

    reason: RestatementReason | None = Field(description="Absent of versions made before a reason was asked for.")
    explanation: Words | None
    changes: list[ResultChangeView]
    band_before: Band | None
    entitlement_before_pence: Pence


class PeriodView(View):
    """One computation of one period. Computing again makes the next version and leaves this one as it is."""

    period_id: UUID
    agreement_id: UUID
    provider: Code
    from_day: Day
    to_day: Day
    version: int = Field(ge=1)
    latest_version: int = Field(ge=1)
    computed_at: Instant
    results: list[ResultView]
    rating: RatingView
    settlement: SettlementView
    missing_results: list[MissingResultView] = Field(default=[], description="Measures without a figure, and why.")
    restatement: RestatementView | None = Field(default=None, description="Absent of the first version.")
    moderation: ModerationView | None = Field(default=None, description="The last one of the period, be it stale.")
    band_in_force: Band | None = Field(
        default=None, description="The moderated band; without a moderation in force the rated one."
    )


class PeriodSummary(View):
    """A computed period in a list, by its latest version."""

    period_id: UUID
    from_day: Day
    to_day: Day
    latest_version: int = Field(ge=1)
    band: int | None
    entitlement_pence: Pence
    moderated_band: Band | None = Field(default=None, description="Absent where nobody moderated it, or the moderation is stale.")
    moderation_stale: Flag = Field(default=False, description="The figures or the rating changed after the moderation.")


class PeriodList(View):
    """The computed periods of an agreement, the latest first."""

    data: list[PeriodSummary]


class ResultPart(StrEnum):
    """The two sides of a figure."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


class ResultEvents(View):
    """One page of the events that a figure was made of, as they stood when it was computed."""

    event_ids: list[UUID]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")
