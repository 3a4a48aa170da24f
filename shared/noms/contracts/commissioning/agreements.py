"""Agreements between a commissioner and a provider: drawn up, measured, signed by both, brought into force."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.measures import Direction, Domain
from noms.contracts.events import Event
from noms.contracts.wire import Code, Count, Day, Instant, Line, Pence, View, Wire, Within

MOST_A_YEAR = 1_000_000
MOST_PENCE_A_UNIT = 100_000_000
MOST_PENCE_A_YEAR = 100_000_000_000

OfferedThreshold = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,6}(\.[0-9]{1,3})?$")]
"""A floor, target or stretch in the unit of the measure, as text with up to three decimals."""

Threshold = Annotated[Decimal, Field(max_digits=9, decimal_places=3, allow_inf_nan=False)]
"""A floor, target or stretch as it stands in the agreement; text on the wire, so that no reader rounds it."""

Weight = Annotated[int, Within(1, 100)]


class AgreementInstrument(StrEnum):
    """What binds the provider. An SLA with a public body cannot be enforced in court; a contract can."""

    SLA = "SLA"
    CONTRACT = "CONTRACT"


class AgreementState(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"
    SIGNED_BY_COMMISSIONER = "signed_by_commissioner"
    SIGNED_BY_PROVIDER = "signed_by_provider"
    SIGNED = "signed"
    LIVE = "live"


class Party(StrEnum):
    """The two who sign."""

    COMMISSIONER = "commissioner"
    PROVIDER = "provider"


class ServiceLineName(StrEnum):
    """What is bought."""

    PROGRAMME_COMPLETIONS = "programme_completions"


class ServiceLine(Wire):
    """What is bought in a year, and at what price for each."""

    name: ServiceLineName
    annual_volume: Annotated[int, Within(1, MOST_A_YEAR)] = Field(description="The most that is paid for in a contract year.")
    unit_price_pence: Annotated[int, Within(0, MOST_PENCE_A_UNIT)]


class NewAgreement(Wire):
    """An agreement to draw up."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "instrument": "CONTRACT",
                    "commissioner": "LON",
                    "provider": "LDN",
                    "service_line": {"name": "programme_completions", "annual_volume": 1200, "unit_price_pence": 150000},
                    "annual_fee_pence": 0,
                    "starts_on": "2010-04-01",
                    "ends_on": "2011-03-31",
                }
            ]
        }
    )

    instrument: AgreementInstrument
    commissioner: Code = Field(description="The office that purchases: a region, HSE, or NOMS.")
    provider: Code = Field(description="The trust, board or establishment that delivers.")
    service_line: ServiceLine
    annual_fee_pence: Annotated[int, Within(0, MOST_PENCE_A_YEAR)] = 0
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
    """A measure of an agreement, with the version of its definition on the day it was put in."""

    measure_code: Line
    definition_version: int
    domain: Domain
    direction: Direction
    floor: Threshold
    target: Threshold
    stretch: Threshold
    weight: Weight


class ServiceLineView(View):
    """What is bought in a year, and at what price for each."""

    name: ServiceLineName
    annual_volume: Count
    unit_price_pence: Pence


class AgreementView(View):
    """One agreement with its measures and signatures."""

    id: UUID
    instrument: AgreementInstrument
    commissioner: Code
    provider: Code
    service_line: ServiceLineView
    annual_fee_pence: Pence
    starts_on: Day
    ends_on: Day
    state: AgreementState
    went_live_at: Instant | None
    measures: list[AgreementMeasureView]
    signatures: list[SignatureView]


class AgreementSummary(View):
    """One agreement in a list, with what it is judged by and who has signed."""

    id: UUID
    instrument: AgreementInstrument
    commissioner: Code
    provider: Code
    service_line: ServiceLineView
    annual_fee_pence: Pence
    starts_on: Day
    ends_on: Day
    state: AgreementState
    measure_codes: list[Line]
    signed_by: list[Party]


class AgreementList(View):
    """Agreements that the caller may see, the latest to start first."""

    data: list[AgreementSummary]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")


class AgreementSigned(Event):
    """Both parties have signed: the text is settled."""

    type: ClassVar[str] = "commissioning.agreement.signed"

    agreement_id: UUID
    commissioner: Code
    provider: Code
    signed_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class AgreementCommenced(Event):
    """The agreement is in force."""

    type: ClassVar[str] = "commissioning.agreement.commenced"

    agreement_id: UUID
    commissioner: Code
    provider: Code
    starts_on: Day
    ends_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
