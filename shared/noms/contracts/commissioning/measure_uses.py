"""How measures are used in agreements, and which are proposed for removal."""

from pydantic import Field

from noms.contracts.commissioning.measure_catalogue import MeasureCode
from noms.contracts.wire import Count, Day, Flag, Line, View


class MeasureUseView(View):
    """How a measure is used in agreements in force."""

    code: MeasureCode
    version: int = Field(ge=1)
    title: Line
    agreements_in_force: Count
    last_used_on: Day | None = Field(description="Absent where no agreement in force has ever had it.")
    quarters_unused: Count = Field(description="Whole quarters, up to the day, in which no agreement in force had it.")
    fields_per_return: Count = Field(description="What its collection costs.")
    proposed_for_removal: Flag


class MeasureUses(View):
    """Every measure of the catalogue with its use, those that nobody uses first."""

    on: Day
    data: list[MeasureUseView]
