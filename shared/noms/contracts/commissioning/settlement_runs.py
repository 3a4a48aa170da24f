"""A run of settlement as it was posted: what changed, month by month and line by line."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import DueInvoiceView, LineState, QuarterSettlementView, YearSettlementView
from noms.contracts.wire import Day, Flag, Instant, Line, Pence, View, Words


class PostedChangeKind(StrEnum):
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
    CLOSED = "closed"


class ChangeView(View):
    """One thing that is believed now and was not, or no longer, since the run before."""

    kind: PostedChangeKind
    what: Line = Field(description="The occurrence, the index and its month, the cohort …, by its identifier or code.")
    how: Line = Field(description="`added`, `withdrawn`, the fields that differ; of closed months that they stay as they stand.")


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
