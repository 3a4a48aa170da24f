"""Key dates as they are read: each date with its steps, and every adjustment that moved it."""

from pydantic import Field

from noms.contracts.offender_mgmt.key_dates import AdjustmentKind, KeyDate
from noms.contracts.wire import Count, Day, Flag, Line, View


class LengthView(View):
    """A length as people say it."""

    years: Count
    months: Count
    days: Count


class KeyDateStep(View):
    """How one date came about."""

    code: KeyDate
    on: Day
    unadjusted: Day = Field(description="The date before days were taken off or put on.")
    adjusted_by_days: int = Field(description="Days by which it was moved; taken off when negative.")
    sentences: list[Line] = Field(description="The sentences that it comes from, in their order.")
    rule: Line
    source: Line


class AdjustmentStep(View):
    """What became of one adjustment."""

    kind: AdjustmentKind
    days: Count
    applies_from: Day
    counted: Flag = Field(description="False when it lies after the release that it would have moved.")


class KeyDatesView(View):
    """The key dates that apply, with each step that led to them."""

    dates: dict[KeyDate, Day]
    effective_length: LengthView = Field(description="From the first day to the effective sentence end date, that day included.")
    breakdown: list[KeyDateStep]
    adjustments: list[AdjustmentStep]
    rule_version: int
