"""An agreement as its parties read it: signatures, measures, and the list of those within reach."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.agreement_kinds import AgreementDirection, AgreementInstrument, AgreementState, Party
from noms.contracts.commissioning.agreements import PriceLimit, Weight
from noms.contracts.commissioning.measures import Direction, Domain
from noms.contracts.commissioning.text_views import ExtensionOptionView, FeeView, LineView, PartyView
from noms.contracts.wire import Code, Count, Day, Instant, Line, View

Threshold = Annotated[Decimal, Field(max_digits=9, decimal_places=3, allow_inf_nan=False)]
"""A floor, target or stretch as it stands in the agreement; text on the wire, so that no reader rounds it."""


class SignatureView(View):
    """A signature on the agreement."""

    party: Party
    signed_by: Line
    signed_on: Day


class AgreementMeasureView(View):
    """A measure of the text on some days, with the version of its definition on the day it was put in."""

    measure_code: Line
    definition_version: int
    domain: Domain
    direction: Direction
    floor: Threshold
    target: Threshold
    stretch: Threshold
    weight: Weight
    from_day: Day
    to_day: Day | None
    text_number: int = Field(ge=1)


class AgreementView(View):
    """One agreement as it stands: every part of its text by its days, drafts included, and its signatures."""

    id: UUID
    instrument: AgreementInstrument
    direction: AgreementDirection
    commissioner: Code
    provider: Code
    starts_on: Day
    ends_on: Day
    state: AgreementState
    went_live_at: Instant | None
    text_number: Count = Field(description="The last text that both have settled; 0 while there is none.")
    price_limit: PriceLimit | None
    fees: list[FeeView]
    lines: list[LineView]
    parties: list[PartyView]
    measures: list[AgreementMeasureView]
    extension_options: list[ExtensionOptionView]
    signatures: list[SignatureView]


class AgreementSummary(View):
    """One agreement in a list, with what it buys, what it is judged by and who has signed."""

    id: UUID
    instrument: AgreementInstrument
    direction: AgreementDirection
    commissioner: Code
    provider: Code
    starts_on: Day
    ends_on: Day
    state: AgreementState
    text_number: Count
    specification_codes: list[Code]
    measure_codes: list[Line]
    signed_by: list[Party]


class AgreementList(View):
    """Agreements that the caller may see, the latest to start first."""

    data: list[AgreementSummary]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")
