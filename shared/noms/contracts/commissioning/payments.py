"""Payment terms by version, what was posted by each settlement run, and the account that the runs come to."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from noms.contracts.commissioning.settlements import (
    DueInvoiceView,
    LineState,
    QuarterSettlementView,
    Step,
    YearSettlementView,
)
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Flag, Instant, Line, Pence, View, Wire, Words

PLAIN_TERMS: JsonDict = {
    "commenced_on": "2010-04-01",
    "ends_on": "2011-03-31",
    "annual_fee_pence": 2_400_000_000,
    "fixed_sums": [{"code": "escape", "percent_of_fee": "0.25"}],
    "cap_percent_of_fee": "5",
}
"""A year's fee, a sum for each escape and a cap: the smallest terms that show something."""


class LineKind(StrEnum):
    """What a line of a period's settlement pays for."""

    PROGRAMME_COMPLETIONS = "programme_completions"
    SERVICE_FEE = "service_fee"


class SettlementLineView(View):
    """One line of a settlement, with the working that leads to its pence."""

    kind: LineKind
    quantity: Line = Field(description="What was counted and is paid for, as an exact fraction such as 7 or 720/73.")
    entitlement_pence: Pence
    posted_pence: Pence = Field(description="Entitlement less what earlier runs of the period posted for this line.")
    working: Line


class SettlementView(View):
    """One settlement run of a period. A later run never edits an earlier one: it posts the difference."""

    run_number: int = Field(ge=1)
    rule_version: int = Field(ge=1)
    inputs_hash: Line = Field(description="SHA-256 of everything it was computed from: same inputs, same rule, same pence.")
    entitlement_pence: Pence
    posted_pence: Pence
    lines: list[SettlementLineView]


class TermsOfDraft(Wire):
    """The payment terms of an agreement that nobody has signed yet."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"terms": PLAIN_TERMS}]})

    terms: PaymentTerms


class TermsByVariation(Wire):
    """Payment terms that hold from a day on, because both parties have signed a variation."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "variation_id": "6c9d9a52-3a0e-4f57-9d63-5d1f2a7f0c11",
                    "from_day": "2010-04-01",
                    "terms": PLAIN_TERMS | {"annual_fee_pence": 2_448_000_000},
                }
            ]
        }
    )

    variation_id: UUID
    from_day: Day = Field(description="The first day of a contract year, and the day on which the variation takes effect.")
    terms: PaymentTerms


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


class SettlementToPost(Wire):
    """Settle every month of a contract year that is over by a day, on what is believed now."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"through": "2010-06-30"}]})

    through: Day = Field(description="Every month of its contract year that has ended by then is settled.")
    settled_on: Day | None = Field(
        default=None,
        description="The day of the settlement, where it is entered later; absent: today. Never before the last one.",
    )
    cause: Words | None = Field(default=None, description="Why a year is settled again, in words; what changed is told anyway.")
    fraud: Words | None = Field(
        default=None, description="The fraud that was found: it lets a year be settled again after its window has closed."
    )


class ChangeKind(StrEnum):
    """What has changed between two runs of a contract year."""

    TERMS = "terms"
    OCCURRENCE = "occurrence"
    INDEX = "index"
    OUTTURN = "outturn"
    VOLUME = "volume"
    COHORT = "cohort"
    DISPUTE = "dispute"
    THROUGH = "through"
    RULES = "rules"


class ChangeView(View):
    """One thing that is believed now and was not, or no longer, since the run before."""

    kind: ChangeKind
    what: Line = Field(description="The occurrence, the index and its month, the cohort …, by its identifier or code.")
    how: Line = Field(description="`added`, `withdrawn`, or the fields that differ.")


class PostedLineView(View):
    """A line of a run: what it comes to now, and what this run added to the account for it."""

    line_id: UUID
    step: Step
    code: Line | None
    quantity: Line
    entitlement_pence: Pence
    posted_pence: Pence = Field(
        description="Entitlement less all that earlier runs posted for this line: 0 when nothing changed."
    )
    state: LineState
    adjusts_run: int | None = Field(
        description="The run that this one adjusts; absent where the month is settled first, or nothing differs."
    )
    working: Words
    occurrence_ids: list[UUID]


class PostedMonthView(View):
    """A month of a run, line by line."""

    month: int = Field(ge=1, le=12)
    quarter: int = Field(ge=1, le=4)
    from_day: Day
    to_day: Day
    entitlement_pence: Pence
    posted_pence: Pence
    lines: list[PostedLineView]


class SettlementRunView(View):
    """One settlement run of a contract year. It is never edited: a later run posts the difference, with its cause."""

    agreement_id: UUID
    run: int = Field(ge=1)
    through: Day
    settled_on: Day
    recorded_at: Instant
    recorded_by: Line
    rule_version: int = Field(ge=1)
    inputs_hash: Line = Field(description="SHA-256 of terms, facts and day in a canonical form.")
    answer_hash: Line = Field(description="SHA-256 of everything that was computed: a replay must come to the same.")
    terms_version: int = Field(ge=1)
    run_before: int | None = Field(description="The last run of the same contract year.")
    cause: Words | None
    fraud: Words | None
    changes: list[ChangeView] = Field(description="What is believed now and was not at the run before; empty at the first.")
    entitlement_pence: Pence
    posted_pence: Pence
    provisional: Flag = Field(description="Whether a line waits for data that is late.")
    year: YearSettlementView
    quarters: list[QuarterSettlementView]
    months: list[PostedMonthView]
    invoices: list[DueInvoiceView]
    unpriced: list[UUID] = Field(description="Occurrences that no row of the terms prices, or that lie outside their days.")


class LineDisputeView(View):
    """A dispute of a line: only the disputed part waits, until it is decided."""

    contest_id: UUID
    filed_on: Day
    disputed_pence: Annotated[int, Field(ge=1)] | None = Field(description="Absent: the whole line.")
    upheld: Flag | None = Field(description="Absent while it is open.")


class ReplayView(View):
    """A run computed again from the inputs that were kept: the proof that nothing but they decided."""

    run: int = Field(ge=1)
    rule_version: int = Field(ge=1)
    rule_version_now: int = Field(ge=1)
    inputs_hash: Line
    inputs_hash_again: Line
    answer_hash: Line
    answer_hash_again: Line
    same: Flag = Field(description="Whether inputs, every line and every invoice are the same to the byte.")


class SettlementPosted(Event):
    """A settlement run has posted: entitlement for months settled first, adjustments for those settled again."""

    type: ClassVar[str] = "commissioning.settlement.posted"

    agreement_id: UUID
    provider: Code
    run: int
    through: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
