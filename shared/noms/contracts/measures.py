"""What a service answers when the purchaser asks it to compute a measure: counts, watermark and the events behind them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from noms.contracts.wire import Code, Count, Day, Line, View, Words


class MeasureEvents(View):
    """One page of the events that a count was made of."""

    event_ids: list[UUID]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")


class MeasureResult(View):
    """A measure of one provider over one period, computed from the service's own events."""

    code: Line = Field(description="The measure, such as `programme_completions`.")
    definition_version: int = Field(
        ge=1, description="A change of definition is a new version; a second definition is a new code."
    )
    definition: Words
    unit: Literal["count", "percent"]
    provider: Code = Field(description="The trust, board or establishment that delivered.")
    from_day: Day = Field(description="First day of the period.")
    to_day: Day = Field(description="Last day of the period, included.")
    numerator: Count
    denominator: Count | None = Field(default=None, description="Absent for a plain count.")
    exclusions: Count = 0
    value: Annotated[float, Field(allow_inf_nan=False)] | None = Field(
        description="The count, or the percentage; absent when the denominator is zero."
    )
    watermark: int = Field(ge=0, description="Sequence of the last event on the service's feed that was taken into account.")
    numerator_event_ids: list[UUID] = Field(max_length=1000)
    denominator_event_ids: list[UUID] = Field(default=[], max_length=1000)
    complete_event_list: bool = Field(default=True, description="False when there are more event ids: read them by page.")


class MeasureOffer(View):
    """A measure that a service computes from its own events today."""

    code: Line
    definition_version: int = Field(ge=1)
    definition: Words
    unit: Literal["count", "percent"]


class MeasureOffers(View):
    """Every measure that a service computes today."""

    data: list[MeasureOffer]
