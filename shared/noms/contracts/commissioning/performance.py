"""What a provider delivered in a period: results pulled from the services that own the events, rating and settlement."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.measures import MeasureUnit, SourceService
from noms.contracts.commissioning.payments import SettlementView
from noms.contracts.commissioning.ratings import RatingView
from noms.contracts.events import Event
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, Pence, View, Wire, Words


class PeriodToCompute(Wire):
    """The days to compute. Nothing else can be given: every figure is pulled from the services that own the events."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"from_day": "2010-10-01", "to_day": "2010-12-31"}]}
    )

    from_day: Day
    to_day: Day


class ResultView(View):
    """The outturn of one measure, with what it rests on.

    Beside the measures of the period stands the count of completions of the contract year before it, which the cap needs.
    """

    measure_code: Line
    from_day: Day
    to_day: Day
    definition_version: int = Field(ge=1)
    unit: MeasureUnit
    numerator: Count
    denominator: Line = Field(description="An exact fraction: a count, or a volume by days such as 720/73.")
    exclusions: Count
    value: Annotated[float, Field(allow_inf_nan=False)] | None = Field(
        description="The outturn in its unit, to three decimals; absent when there was nothing to measure."
    )
    source_service: SourceService
    source_definition_version: int = Field(ge=1)
    source_definition: Words
    watermark: int = Field(ge=0, description="Sequence of the last event of that service's feed that was taken into account.")
    numerator_event_count: Count
    denominator_event_count: Count
    numerator_event_ids: list[UUID] = Field(description="The first of them; the rest are read by page.")
    denominator_event_ids: list[UUID]
    complete_event_list: Flag


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


class ResultPart(StrEnum):
    """The two sides of a figure."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


class PeriodSummary(View):
    """A computed period in a list, by its latest version."""

    period_id: UUID
    from_day: Day
    to_day: Day
    latest_version: int = Field(ge=1)
    band: int | None
    entitlement_pence: Pence


class PeriodList(View):
    """The computed periods of an agreement, the latest first."""

    data: list[PeriodSummary]


class ResultEvents(View):
    """One page of the events that a figure was made of, as they stood when it was computed."""

    event_ids: list[UUID]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")


class PeriodComputed(Event):
    """A period was computed, for the first time or again; the version tells which."""

    type: ClassVar[str] = "commissioning.period.computed"

    agreement_id: UUID
    period_id: UUID
    provider: Code
    from_day: Day
    to_day: Day
    computation: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
