"""Days that are taken off a person's sentences or put on them, as they are recorded."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.key_dates import AdjustmentKind
from noms.contracts.wire import Count, Day, Instant, Line, View, Wire, Within, Words


class AdjustmentToRecord(Wire):
    """Days to take off or to put on; tagged bail as credited, that is halved and rounded up."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "remand",
                    "days": 35,
                    "applies_from": "2010-05-17",
                    "from_day": "2010-04-12",
                    "to_day": "2010-05-16",
                }
            ]
        }
    )

    kind: AdjustmentKind
    days: Annotated[int, Within(1, 36500)]
    applies_from: Day = Field(description="The day of the sentence, absence or award from which on it counts.")
    from_day: Day | None = Field(default=None, description="The first day of remand, bail or absence.")
    to_day: Day | None = Field(default=None, description="The last of them.")


class AdjustmentWithdrawal(Wire):
    """Why an adjustment that was recorded does not count."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"reason": "Counted on the warrant already."}]})

    reason: Words


class AdjustmentView(View):
    """An adjustment on record; a withdrawn one counts no more."""

    adjustment_id: UUID
    crn: Crn
    kind: AdjustmentKind
    days: Count
    applies_from: Day
    from_day: Day | None
    to_day: Day | None
    recorded_at: Instant
    recorded_by: Line
    withdrawn_at: Instant | None
    withdrawn_by: Line | None
    withdrawal_reason: Words | None


class AdjustmentList(View):
    """Every adjustment of a person, in the order of the days from which they count."""

    data: list[AdjustmentView]
