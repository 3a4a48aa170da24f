"""What the three-way match of an invoice found: agreement, entitlement and invoice held against one another."""

from enum import StrEnum

from pydantic import Field

from noms.contracts.wire import Day, Instant, Line, Pence, View, Words


class MatchFinding(StrEnum):
    """What is wrong with an invoice or with a line of it."""

    CHARGED_PER_ORDER = "charged_per_order"
    """The person's day was paid under another order: a charge is per person, not per order."""
    CHARGED_BEFORE_START = "charged_before_start"
    CHARGED_AFTER_END = "charged_after_end"
    NEVER_STARTED = "never_started"
    DUPLICATE = "duplicate"
    OVERLAPPING_PERIODS = "overlapping_periods"
    ANOTHER_PERSON = "another_person"
    """The order is another person's."""
    OUTSIDE_THE_AGREEMENT = "outside_the_agreement"
    UNKNOWN_LINE = "unknown_line"
    UNKNOWN_EVENT = "unknown_event"
    """The provider names events that the purchaser does not know of this order."""
    WRONG_PRICE = "wrong_price"
    WRONG_QUANTITY = "wrong_quantity"
    OVER_ENTITLEMENT = "over_entitlement"
    NOT_SETTLED = "not_settled"
    """The month has not been settled yet: what is owed for it is not known."""
    DISPUTED = "disputed"
    DEDUCTION_LEFT_OUT = "deduction_left_out"
    """A deduction that is due is missing, or smaller than it should be: it is set off."""
    SUM_WRONG = "sum_wrong"
    VAT_WRONG = "vat_wrong"


class DaysFound(View):
    """Days in a row, the first and the last included."""

    first: Day
    last: Day


class MatchFindingView(View):
    """One thing that is wrong, where it stands, and how much is not paid for it."""

    finding: MatchFinding
    place: Line = Field(
        description="A JSON pointer into the invoice: `/lines/0`, `/person_charges/12`; for the whole invoice `/`."
    )
    withheld_pence: Pence
    days: list[DaysFound]
    what: Words


class InvoiceMatchView(View):
    """How an invoice matches: what is payable now and until when, what is withheld and why. A later match leaves it as it is."""

    match: int = Field(ge=1)
    matched_at: Instant
    matched_by: Line
    rule_version: int = Field(ge=1)
    inputs_hash: Line
    payable_net_pence: Pence
    payable_vat_pence: Pence
    payable_gross_pence: Pence
    withheld_net_pence: Pence = Field(description="Charged net less payable net.")
    disputed_pence: Pence = Field(description="The part of what is withheld that waits for the decision of a dispute.")
    pay_by: Day = Field(description="The last day on which what is payable is paid in time, in working days from receipt.")
    findings: list[MatchFindingView]
