"""Agreements between a commissioner and a provider: drawn up, measured, offered, signed by both, brought into force."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.agreement_kinds import AgreementDirection, AgreementInstrument, AgreementState
from noms.contracts.commissioning.texts import (
    MOST_LINES,
    NewExtensionOption,
    NewLine,
    NewParty,
)
from noms.contracts.exact import OrWhole
from noms.contracts.wire import Code, Day, Line, Wire, Within

MOST_OPTIONS = 10
MOST_PENCE_A_YEAR = 100_000_000_000

AnnualFeePence = Annotated[int, Within(0, MOST_PENCE_A_YEAR)]

OfferedThreshold = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,6}(\.[0-9]{1,3})?$"), OrWhole(-999_999, 999_999)]
"""A floor, target or stretch in the unit of the measure, as text with up to three decimals."""


Weight = Annotated[int, Within(1, 100)]


BEGUN = frozenset(
    {
        AgreementState.LIVE, AgreementState.SUSPENDED, AgreementState.EXPIRING, AgreementState.ENDED, AgreementState.TERMINATED,
    }
)  # fmt: skip
"""The states of an agreement that has been in force: its days can be measured and settled, to the last of them."""


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
                    "commissioner": "NOMS",
                    "provider": "RHI",
                    "lines": [
                        {
                            "specification": "CUSTODY-TRAINER",
                            "specification_version": 1,
                            "annual_volume": 600,
                            "unit_price_pence": 4_000_000,
                        }
                    ],
                    "extension_options": [{"exercise_by": "2011-12-31", "extends_to_at_most": "2014-03-31"}],
                    "starts_on": "2010-04-01",
                    "ends_on": "2012-03-31",
                },
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
                },
                {
                    "instrument": "SLA",
                    "commissioner": "HSE",
                    "provider": "BAI",
                    "lines": [
                        {
                            "specification": "CUSTODY-HIGH-SECURITY",
                            "specification_version": 1,
                            "annual_volume": 900,
                            "unit_price_pence": 5_500_000,
                        }
                    ],
                    "starts_on": "2010-04-01",
                    "ends_on": "2012-03-31",
                },
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
                {"measure_code": "arrival_at_court_on_time", "floor": "90", "target": "95", "stretch": "99", "weight": 3},
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
        json_schema_extra={"examples": [{"signed_by": "Director of Custodial Contracts", "signed_on": "2010-03-22"}]}
    )

    signed_by: Line
    signed_on: Day
