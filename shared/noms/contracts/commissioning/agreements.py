"""Agreements between a commissioner and a provider: drawn up, measured, offered, signed by both, brought into force."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.measures import Direction, Domain
from noms.contracts.commissioning.texts import (
    MOST_LINES,
    ExtensionOptionView,
    FeeView,
    LineView,
    NewExtensionOption,
    NewLine,
    NewParty,
    PartyView,
)
from noms.contracts.wire import Code, Count, Day, Instant, Line, View, Wire, Within

MOST_OPTIONS = 10
MOST_PENCE_A_YEAR = 100_000_000_000

AnnualFeePence = Annotated[int, Within(0, MOST_PENCE_A_YEAR)]

OfferedThreshold = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,6}(\.[0-9]{1,3})?$")]
"""A floor, target or stretch in the unit of the measure, as text with up to three decimals."""

Threshold = Annotated[Decimal, Field(max_digits=9, decimal_places=3, allow_inf_nan=False)]
"""A floor, target or stretch as it stands in the agreement; text on the wire, so that no reader rounds it."""

Weight = Annotated[int, Within(1, 100)]


class AgreementInstrument(StrEnum):
    """What binds the provider. An SLA with a public body cannot be enforced in court; a contract can."""

    SLA = "SLA"
    CONTRACT = "CONTRACT"


class AgreementDirection(StrEnum):
    """Which side NOMS stands on."""

    OUTBOUND = "outbound"
    """NOMS or one of its offices buys."""
    INBOUND = "inbound"
    """Somebody else buys from NOMS: places for children, or for people detained for immigration control."""


class AgreementState(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED_BY_COMMISSIONER = "signed_by_commissioner"
    SIGNED_BY_PROVIDER = "signed_by_provider"
    SIGNED = "signed"
    LIVE = "live"
    SUSPENDED = "suspended"
    EXPIRING = "expiring"
    """In force, and nobody will extend it."""
    ENDED = "ended"
    TERMINATED = "terminated"


BEGUN = frozenset(
    {
        AgreementState.LIVE, AgreementState.SUSPENDED, AgreementState.EXPIRING, AgreementState.ENDED, AgreementState.TERMINATED,
    }
)  # fmt: skip
"""The states of an agreement that has been in force: its days can be measured and settled, to the last of them."""


class Party(StrEnum):
    """The two who sign."""

    COMMISSIONER = "commissioner"
    PROVIDER = "provider"


class PriceLimit(Wire):
    """How far variations may move the annual price within some days, as the parties agreed it."""

    most_percent: Annotated[int, Within(1, 100)]
    within_days: Annotated[int, Within(1, 3_660)]


class NewAgreement(Wire):
    """An agreement to draw up."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "instrument": "CONTRACT",
                    "commissioner": "LON",
                    "provider": "LDN",
                    "lines": [
                        {
                            "specification": "PROGRAMME-COMPLETION",
                            "specification_version": 1,
                            "annual_volume": 1200,
                            "unit_price_pence": 150000,
                        }
                    ],
                    "extension_options": [{"exercise_by": "2010-12-31", "extends_to_at_most": "2014-03-31"}],
                    "starts_on": "2010-04-01",
                    "ends_on": "2011-03-31",
                }
            ]
        }
    )

    instrument: AgreementInstrument
    direction: AgreementDirection = AgreementDirection.OUTBOUND
    commissioner: Code = Field(description="The office that purchases: a region, HSE or NOMS; inbound, YJB or UKBA.")
    provider: Code = Field(description="The trust, board or establishment that delivers; inbound, NOMS.")
    lines: Annotated[list[NewLine], Field(min_length=1, max_length=MOST_LINES)]
    parties: list[NewParty] = Field(default=[], max_length=MOST_LINES)
    annual_fee_pence: AnnualFeePence = 0
    price_limit: PriceLimit | None = None
    extension_options: list[NewExtensionOption] = Field(default=[], max_length=MOST_OPTIONS)
    starts_on: Day
    ends_on: Day


class NewAgreementMeasure(Wire):
    """A measure to put into a draft: what counts as poor, enough and excellent, and how much it weighs."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {"measure_code": "programme_completions", "floor": "90", "target": "100", "stretch": "110", "weight": 3},
                {
                    "measure_code": "breach_action_within_ten_working_days",
                    "floor": "80",
                    "target": "90",
                    "stretch": "97",
                    "weight": 4,
                },
            ]
        }
    )

    measure_code: Line
    floor: OfferedThreshold
    target: OfferedThreshold
    stretch: OfferedThreshold
    weight: Weight


class NewSignature(Wire):
    """One party signs. The text that somebody has signed can no longer be changed."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"signed_by": "Chief Executive, London Probation Trust", "signed_on": "2010-03-22"}]}
    )

    signed_by: Line
    signed_on: Day


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
