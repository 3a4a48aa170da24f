"""Invoices of providers, matched three ways: against the agreement, the computed entitlement, and what the events show."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.agreements import MOST_PENCE_A_YEAR
from noms.contracts.commissioning.occurrences import TermCode
from noms.contracts.commissioning.provisions import MOST_EVENTS_EACH, Pseudonym
from noms.contracts.commissioning.terms import Exact
from noms.contracts.events import Event
from noms.contracts.wire import Code, Count, Day, Instant, Line, Pence, View, Wire, Within, Words

MOST_LINES = 500
MOST_CHARGES = 5_000

InvoiceNumber = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,49}$")]
"""The provider's own number of an invoice: letters, digits, and a few signs between them."""

ChargedPence = Annotated[int, Within(0, MOST_PENCE_A_YEAR)]
LinePence = Annotated[int, Within(-MOST_PENCE_A_YEAR, MOST_PENCE_A_YEAR)]


class InvoiceLineKind(StrEnum):
    """What a line charges or credits: a step of the settlement, the deposit, or what a period is paid for."""

    BASE_FEE = "base_fee"
    UNAVAILABLE_PLACES = "unavailable_places"
    ADDITIONAL_PLACES = "additional_places"
    UNAUTHORISED_DOUBLING = "unauthorised_doubling"
    FIXED_SUM = "fixed_sum"
    QUARTER_POINTS = "quarter_points"
    YEAR_POINTS = "year_points"
    OVER_THE_CAP = "over_the_cap"
    VOLUME = "volume"
    PAYMENT_BY_RESULTS = "payment_by_results"
    DEPOSIT = "deposit"
    PROGRAMME_COMPLETIONS = "programme_completions"
    SERVICE_FEE = "service_fee"


class InvoiceLine(Wire):
    """A line for a month of the settlement; deductions are negative."""

    kind: InvoiceLineKind
    code: TermCode | None = Field(default=None, description="The row of the payment terms, where the settlement's line has one.")
    month_of: Day = Field(description="Any day of the month that the line is for.")
    quantity: Exact | None = Field(default=None, description="What was counted; absent: not stated.")
    charged_pence: LinePence


class PersonCharge(Wire):
    """A charge for one person under one order, by the day."""

    service: Code = Field(description="The specification that was provided, as a line of the agreement names it.")
    person_reference: Pseudonym
    order_reference: Pseudonym
    from_day: Day
    to_day: Day
    quantity: Count = Field(description="Days charged.")
    charged_pence: ChargedPence
    event_ids: Annotated[list[UUID], Field(max_length=MOST_EVENTS_EACH)] = Field(
        default=[], description="The events that the provider rests the charge on."
    )


class NewInvoice(Wire):
    """An invoice as the provider sends it. The same number again is answered as the first time, and nothing is taken twice."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": "INV-2010-04",
                    "invoiced_on": "2010-04-30",
                    "lines": [{"kind": "service_fee", "month_of": "2010-04-30", "charged_pence": 0}],
                    "net_pence": 0,
                    "vat_pence": 0,
                    "gross_pence": 0,
                }
            ]
        }
    )

    number: InvoiceNumber
    invoiced_on: Day = Field(description="The tax point: it decides the rate of VAT.")
    lines: Annotated[list[InvoiceLine], Field(max_length=MOST_LINES)] = Field(default=[])
    person_charges: Annotated[list[PersonCharge], Field(max_length=MOST_CHARGES)] = Field(default=[])
    net_pence: LinePence
    vat_pence: LinePence
    gross_pence: LinePence


class Finding(StrEnum):
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


class FindingView(View):
    """One thing that is wrong, where it stands, and how much is not paid for it."""

    finding: Finding
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
    findings: list[FindingView]


class InvoiceView(View):
    """An invoice with its latest match, or the one that was asked for."""

    invoice_id: UUID
    agreement_id: UUID
    number: Line
    invoiced_on: Day
    received_on: Day
    submitted_by: Line
    lines: list[InvoiceLine]
    person_charges: list[PersonCharge]
    net_pence: Pence
    vat_pence: Pence
    gross_pence: Pence
    match: InvoiceMatchView


class InvoiceSummary(View):
    """An invoice in a list, by its latest match."""

    invoice_id: UUID
    number: Line
    invoiced_on: Day
    received_on: Day
    gross_pence: Pence
    payable_gross_pence: Pence
    withheld_net_pence: Pence
    finding_count: Count
    pay_by: Day


class InvoiceList(View):
    """The invoices of an agreement, the latest received first."""

    data: list[InvoiceSummary]
    next_after: UUID | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")


class InvoiceMatched(Event):
    """An invoice was matched, on receipt or again; the number of the match tells which."""

    type: ClassVar[str] = "commissioning.invoice.matched"

    agreement_id: UUID
    invoice_id: UUID
    provider: Code
    match: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
