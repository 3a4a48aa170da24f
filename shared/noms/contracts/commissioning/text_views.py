"""The parts of a text as they are read: lines, parties, clauses, fees, options."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.contracts.commissioning.texts import BodyKind, ClauseEffect, PartyRole
from noms.contracts.wire import Code, Count, Day, Flag, Line, Pence, View, Words

Share = Annotated[Decimal, Field(max_digits=6, decimal_places=3, allow_inf_nan=False)]
"""A share in percent as it stands in the agreement; text on the wire, so that no reader rounds it."""


class LineView(View):
    """A line of the text on some days."""

    specification: Code
    specification_version: int = Field(ge=1)
    unit_of_output: UnitOfOutput
    restricted_probation_provision: Flag
    place: Code
    annual_volume: Count
    unit_price_pence: Pence
    from_day: Day
    to_day: Day | None = Field(description="Absent: until the agreement ends.")
    text_number: int = Field(ge=1, description="The text that says so.")


class PartyView(View):
    """A party on some days."""

    organisation: Code
    name: Line
    role: PartyRole
    body: BodyKind
    share_percent: Share | None
    delivers: list[Code]
    from_day: Day
    to_day: Day | None
    text_number: int = Field(ge=1)


class ClauseView(View):
    """A clause that applies to the agreement, with what it lets happen."""

    code: Code
    number: Line | None = Field(description="Its number in the contract that the template follows; absent where none is known.")
    heading: Line
    wording: Words
    effects: list[ClauseEffect]
    source: Words
    from_day: Day
    to_day: Day | None
    text_number: int = Field(ge=1)


class FeeView(View):
    """The annual fee on some days."""

    annual_fee_pence: Pence
    from_day: Day
    to_day: Day | None
    text_number: int = Field(ge=1)


class ExtensionOptionView(View):
    """A right to extend, with its deadline."""

    option_number: int = Field(ge=1)
    exercise_by: Day
    extends_to_at_most: Day
