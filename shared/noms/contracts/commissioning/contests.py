"""Contests: the provider contests one thing in one call, a clock runs, and the purchaser's side decides with reasons."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.agreements import MOST_PENCE_A_YEAR
from noms.contracts.commissioning.occurrences import OfferedCount
from noms.contracts.wire import Wire, Within, Words

MOST_EVIDENCE = 100

DisputedPence = Annotated[int, Within(1, MOST_PENCE_A_YEAR)]

InvoicePlace = Annotated[str, StringConstraints(pattern=r"^/((lines|person_charges)/[0-9]{1,5})?$")]
"""Where something stands on an invoice: `/lines/0`, `/person_charges/12`; `/` for the whole invoice."""


class ContestedKind(StrEnum):
    """What can be contested."""

    OCCURRENCE = "occurrence"
    SETTLEMENT_LINE = "settlement_line"
    RESULT = "result"
    INVOICE_LINE = "invoice_line"


class ContestGround(StrEnum):
    """Why the provider contests it."""

    DID_NOT_HAPPEN = "did_not_happen"
    WRONG_CODE = "wrong_code"
    WRONG_COUNT = "wrong_count"
    EXCUSING_CAUSE = "excusing_cause"
    CHARGED_BEFORE = "charged_before"
    WRONG_ARITHMETIC = "wrong_arithmetic"
    WRONG_FIGURE = "wrong_figure"
    OTHER = "other"


class ContestState(StrEnum):
    """Where a contest stands."""

    OPEN = "open"
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ContestOutcome(StrEnum):
    """What was decided: the provider is right, right in part, or wrong."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


class Contested(Wire):
    """The one thing that is contested."""

    kind: ContestedKind
    id: UUID = Field(description="The occurrence, the line of a settlement, the figure, or the invoice.")
    place: InvoicePlace | None = Field(default=None, description="Of a line of an invoice: where it stands, as its finding says.")


class NewContest(Wire):
    """A contest by the provider. The thing stays as charged, and only its part is withheld until the decision."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "about": {"kind": "occurrence", "id": "6d1f2f38-8a8e-4f0a-9f6a-2c2b5f6f3c11"},
                    "ground": "did_not_happen",
                    "evidence_ids": ["0b9c3d1e-5b3a-4a4e-9d0e-2f6f0f9c7a11"],
                    "statement": "The substance was tested twice and is tobacco: see the record of the test.",
                }
            ]
        }
    )

    about: Contested
    ground: ContestGround
    evidence_ids: Annotated[list[UUID], Field(max_length=MOST_EVIDENCE)] = Field(
        default=[], description="Events of the owning services that bear the provider out."
    )
    statement: Words = Field(description="The provider's side, without personal data.")
    disputed_pence: DisputedPence | None = Field(
        default=None, description="What of a line is disputed; absent: all of it. The rest is paid as if nothing were."
    )


class NewDecision(Wire):
    """A decision with its reasons. Only an occurrence can be partly upheld: then `new_count` says what is left of it."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [{"outcome": "rejected", "reasons": "The second test was of another sample, as its label shows."}]
        }
    )

    outcome: ContestOutcome
    new_count: OfferedCount | None = Field(default=None, description="What an occurrence counts from now on: when partly right.")
    reasons: Words


class ContestWithdrawal(Wire):
    """The provider takes its contest back; the thing stands as charged."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"reason": "The record of the test was found."}]}
    )

    reason: Words
