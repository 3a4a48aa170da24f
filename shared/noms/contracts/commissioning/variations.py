"""How an agreement changes: variations by both parties, mandatory changes by notice, extensions."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.agreements import AnnualFeePence, NewAgreementMeasure
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.terms_versions import TERMS_VARIED
from noms.contracts.commissioning.texts import (
    MOST_LINES,
    FurtherRole,
    NewLine,
    NewParty,
)
from noms.contracts.wire import Code, Day, Line, Wire, Within, Words

MOST_PARTS = MOST_LINES


class VariationKind(StrEnum):
    """By whom an agreement is changed."""

    DISCRETIONARY = "discretionary"
    """Both parties sign."""
    MANDATORY = "mandatory"
    """A change that the commissioner must make, by notice under the clause for it: the commissioner alone signs."""
    EXTENSION = "extension"
    """An option of the original text is used: both parties sign by its deadline."""


class ChangeKind(StrEnum):
    """The two ways to change what an agreement says."""

    DISCRETIONARY = "discretionary"
    MANDATORY = "mandatory"


class VariationState(StrEnum):
    """Where a variation stands."""

    PROPOSED = "proposed"
    SIGNED_BY_COMMISSIONER = "signed_by_commissioner"
    SIGNED_BY_PROVIDER = "signed_by_provider"
    SETTLED = "settled"
    """It has made a new text of the agreement."""
    WITHDRAWN = "withdrawn"


class LineKey(Wire):
    """Which line is struck out."""

    specification: Code
    place: Code


class PartyKey(Wire):
    """Which party leaves."""

    organisation: Code
    role: FurtherRole


class ClauseWording(Wire):
    """New words for a clause that the agreement has."""

    code: Code
    wording: Words


class TextChanges(Wire):
    """What a variation puts into the text, in whole parts, and what it strikes out; all from its effective day on."""

    lines: list[NewLine] = Field(default=[], max_length=MOST_PARTS)
    struck_lines: list[LineKey] = Field(default=[], max_length=MOST_PARTS)
    parties: list[NewParty] = Field(default=[], max_length=MOST_PARTS)
    struck_parties: list[PartyKey] = Field(default=[], max_length=MOST_PARTS)
    measures: list[NewAgreementMeasure] = Field(default=[], max_length=MOST_PARTS)
    struck_measures: list[Line] = Field(default=[], max_length=MOST_PARTS)
    clauses: list[ClauseWording] = Field(default=[], max_length=MOST_PARTS)
    annual_fee_pence: AnnualFeePence | None = None
    payment_terms: PaymentTerms | None = Field(
        default=None,
        description="New payment terms that begin on the same day, whole; they are entered once this is settled.",
    )


class NewVariation(Wire):
    """A change to propose."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "discretionary",
                    "reason": "Twelve places of a wing are open again",
                    "effective_on": "2011-04-01",
                    "changes": {
                        "lines": [
                            {
                                "specification": "CUSTODY-TRAINER",
                                "specification_version": 1,
                                "annual_volume": 612,
                                "unit_price_pence": 4_000_000,
                            }
                        ],
                        "payment_terms": TERMS_VARIED,
                    },
                }
            ]
        }
    )

    kind: ChangeKind
    reason: Words
    effective_on: Day
    changes: TextChanges


class NewExtension(Wire):
    """An option to use: which, until when, and why."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [{"option_number": 1, "ends_on": "2013-03-31", "reason": "The service is needed and performs"}]
        }
    )

    option_number: Annotated[int, Within(1, 10)]
    ends_on: Day
    reason: Words
    payment_terms: PaymentTerms | None = Field(
        default=None, description="The payment terms of the further years, whole, where they begin with the extension."
    )
