"""Invoices of providers, matched three ways: against the agreement, the computed entitlement, and what the events show."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.agreements import MOST_PENCE_A_YEAR
from noms.contracts.commissioning.invoice_matches import InvoiceMatchView
from noms.contracts.commissioning.occurrences import TermCode
from noms.contracts.commissioning.payment_bases import Exact
from noms.contracts.commissioning.provisions import MOST_EVENTS_EACH, Pseudonym
from noms.contracts.wire import Code, Count, Day, Line, Pence, View, Wire, Within

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
                    "lines": [{"kind": "base_fee", "month_of": "2010-04-30", "charged_pence": 197_260_274}],
                    "net_pence": 197_260_274,
                    "vat_pence": 34_520_548,
                    "gross_pence": 231_780_822,
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
