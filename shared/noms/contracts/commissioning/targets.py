"""Targets of an agreement's measures: floor, target and stretch for a period, who set them, and when that was recorded."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.agreement_views import Threshold
from noms.contracts.commissioning.agreements import OfferedThreshold
from noms.contracts.commissioning.measure_catalogue import MeasureCode
from noms.contracts.commissioning.measures import Direction, MeasureUnit
from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Flag, Instant, Line, View, Wire, Words

MayBeOpen = Annotated[Day | None, Field(description="Absent: until the agreement ends or the target is replaced.")]


class NewTarget(Wire):
    """What a measure of the agreement is judged by from one day to another, both included."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "measure_code": "arrival_at_court_on_time",
                    "floor": "92",
                    "target": "96",
                    "stretch": "99",
                    "valid_from": "2010-10-01",
                    "valid_to": "2011-03-31",
                    "set_by": "NOMS",
                }
            ]
        }
    )

    measure_code: MeasureCode
    floor: OfferedThreshold
    target: OfferedThreshold
    stretch: OfferedThreshold
    valid_from: Day
    valid_to: MayBeOpen = None
    set_by: Code = Field(description="The office that set it: that of the commissioner.")
    replaces: UUID | None = Field(default=None, description="A target that was recorded before and is no longer believed.")
    reason: Words | None = Field(default=None, description="Needed where a target is replaced, or set for days that are over.")


class TargetView(View):
    """A target as it was recorded. It is never changed: another replaces it, and both can be read."""

    id: UUID
    agreement_id: UUID
    measure_code: MeasureCode
    definition_version: int = Field(ge=1)
    floor: Threshold
    target: Threshold
    stretch: Threshold
    valid_from: Day
    valid_to: MayBeOpen
    set_by: Code
    replaces: UUID | None
    reason: Words | None
    recorded_at: Instant
    retroactive: Flag = Field(default=False, description="It was recorded after its first day, when days of it were over.")
    superseded_at: Instant | None = Field(description="When another replaced it; absent while it is believed.")


class JudgedByView(View):
    """What one measure of the agreement is judged by on a day."""

    measure_code: MeasureCode
    definition_version: int = Field(ge=1)
    direction: Direction
    unit: MeasureUnit
    floor: Threshold
    target: Threshold
    stretch: Threshold
    dated: Flag = Field(description="False where the thresholds are those that were agreed in the text.")
    target_id: UUID | None
    set_by: Code | None = Field(description="Absent where both parties agreed it in the text.")


class TargetList(View):
    """The targets of an agreement, by measure and first day."""

    data: list[TargetView]
    judged_by: list[JudgedByView] | None = Field(
        default=None, description="Every measure with what it is judged by on the day asked for; absent when no day was."
    )


class TargetSet(Event):
    """A target was set for a measure of an agreement."""

    type: ClassVar[str] = "commissioning.target.set"

    agreement_id: UUID
    target_id: UUID
    measure_code: MeasureCode
    valid_from: Day
    valid_to: Day | None
    set_by: Code
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
