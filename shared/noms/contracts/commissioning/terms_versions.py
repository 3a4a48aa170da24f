"""Versions of the payment terms of an agreement: those of the draft, and those that variations brought."""

from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.wire import Day, Instant, Line, View, Wire

PLAIN_TERMS: JsonDict = {
    "commenced_on": "2010-04-01",
    "ends_on": "2011-03-31",
    "annual_fee_pence": 2_400_000_000,
    "fixed_sums": [{"code": "escape", "percent_of_fee": "0.25"}],
    "cap_percent_of_fee": "5",
}
"""A year's fee, a sum for each escape and a cap: the smallest terms that show something."""


_TERMS_SHOWN: JsonDict = PLAIN_TERMS | {
    "ends_on": "2012-03-31",
    "points": {
        "measures": [{"code": "2.2g", "points": "10"}, {"code": "2.2h", "points": "6"}],
        "quarterly": {
            "pence_a_point": "24000",
            "baselines": [{"from_year": 1, "points": "3"}],
            "bands": [{"above": "0", "factor": "1"}],
        },
    },
    "volume": {"fee_pence": 1_200_000_000, "expected_cases": "10000", "band_percent": "5", "marginal_percent": "60"},
}


TERMS_VARIED: JsonDict = _TERMS_SHOWN | {"annual_fee_pence": 2_448_000_000}
"""The terms that the examples agree by a variation and then enter."""


class TermsOfDraft(Wire):
    """The payment terms of an agreement that nobody has signed yet."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"terms": _TERMS_SHOWN}]})

    terms: PaymentTerms


class TermsByVariation(Wire):
    """Payment terms that hold from a day on, because both parties have signed a variation that carries them."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "variation_id": "6c9d9a52-3a0e-4f57-9d63-5d1f2a7f0c11",
                    "from_day": "2011-04-01",
                    "terms": TERMS_VARIED,
                }
            ]
        }
    )

    variation_id: UUID
    from_day: Day = Field(description="The first day of a contract year, and the day on which the variation takes effect.")
    terms: PaymentTerms = Field(description="Word for word those that the variation carries and both have signed.")


class TermsVersionView(View):
    """One version of the payment terms, with the days on which it is in force and who entered it when."""

    version: int = Field(ge=1)
    from_day: Day
    to_day: Day | None = Field(description="Its last day; absent while no later version follows: then until the agreement ends.")
    variation_id: UUID | None = Field(description="Absent of terms that were written while the agreement was a draft.")
    terms: PaymentTerms
    terms_hash: Line
    recorded_by: Line
    recorded_at: Instant
    replaced_at: Instant | None = Field(description="When a later draft took its place; what was known before that day was this.")


class TermsHistory(View):
    """Every version of the payment terms ever entered, the latest first."""

    data: list[TermsVersionView]
