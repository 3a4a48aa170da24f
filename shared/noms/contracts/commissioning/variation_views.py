"""Variations as both parties read them."""

from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.agreement_views import SignatureView
from noms.contracts.commissioning.variations import TextChanges, VariationKind, VariationState
from noms.contracts.wire import Code, Day, Instant, Line, Pence, View, Words


class VariationView(View):
    """A variation or extension, with what it changes, what that comes to in a year, and who has signed it."""

    variation_id: UUID
    agreement_id: UUID
    number: int = Field(ge=1)
    kind: VariationKind
    state: VariationState
    reason: Words
    effective_on: Day
    changes: TextChanges
    option_number: int | None
    ends_on: Day | None
    clause: Code | None = Field(description="The clause under which a mandatory change is made by notice.")
    price_effect_pence: Pence = Field(description="The furthest that the year's price of the text, fee included, moves.")
    price_effect_on: Day | None = Field(description="The first day on which it moves so far.")
    drawn_on_text: int = Field(ge=1, description="The text that it was proposed on.")
    text_number: int | None = Field(description="The text that it made.")
    proposed_by: Line
    proposed_at: Instant
    settled_at: Instant | None
    signatures: list[SignatureView]
    entered_late: bool = Field(
        description="An option was used in time by the day that a signature bears alone: it was entered later."
    )


class VariationList(View):
    """The variations and extensions of an agreement, the first first."""

    data: list[VariationView]
