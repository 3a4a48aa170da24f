"""Settlement of payment terms: what is believed to have happened, and every line that follows from it with its working."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.payment_bases import QuarterNumber, YearNumber
from noms.contracts.commissioning.settlement_facts import SettlementFacts, Step
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.worked_example import WORKED_EXAMPLE
from noms.contracts.wire import Day, Flag, Line, Pence, View, Wire, Words


class LineState(StrEnum):
    """Whether a line stands, waits for data that is late, or is disputed."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    """An index value, a volume or a cohort is not known yet: a later run replaces the line by an adjustment."""
    DISPUTED = "disputed"
    """It rests on an occurrence that the provider contests: it counts as charged."""


class InvoiceKind(StrEnum):
    """Whether an invoice is for a month, or closes the agreement after its last one."""

    MONTH = "month"
    CLOSING = "closing"


class SettlementRequest(Wire):
    """Payment terms and facts to settle: the contract year that holds `through`, every month that has ended by then."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [WORKED_EXAMPLE]})

    terms: PaymentTerms
    facts: SettlementFacts = SettlementFacts()
    through: Day


class StepLineView(View):
    """One line of a month: what was counted, the pence it comes to, and the working that leads there."""

    step: Step
    code: Line | None = Field(description="The row of the terms it comes from; absent where a step has one line.")
    quantity: Line = Field(description="What was counted, as an exact fraction such as 7 or 55/2.")
    pence: Pence = Field(description="Signed: deductions are negative.")
    state: LineState
    working: Words
    occurrence_ids: list[UUID] = Field(description="What happened; the line opens down to these.")


class MonthSettlementView(View):
    """One month of a contract year. The last month of a quarter bears the quarter's lines, of a year the year's."""

    contract_year: YearNumber
    month: int = Field(ge=1, le=12)
    quarter: QuarterNumber
    from_day: Day
    to_day: Day
    entitlement_pence: Pence
    lines: list[StepLineView]


class QuarterSettlementView(View):
    """What the months of a quarter come to."""

    quarter: QuarterNumber
    complete: Flag
    entitlement_pence: Pence
    points: Line | None = Field(description="Points that counted against the quarter's baseline, as an exact fraction.")
    baseline: Line | None


class YearSettlementView(View):
    """What a contract year comes to so far, and how much of the cap is used."""

    contract_year: YearNumber
    from_day: Day
    to_day: Day
    complete: Flag
    annual_fee_pence: Pence
    fee_state: LineState
    fee_working: Words
    entitlement_pence: Pence
    cap_pence: Pence | None
    collected_pence: Pence = Field(description="Fixed sums and points so far, as far as the cap lets them.")
    uncollected_pence: Pence = Field(description="What lies over the cap: recorded, and never carried forward.")


class InvoiceLineView(View):
    """A line on an invoice, and the month whose settlement it comes from."""

    step: Step | None = Field(description="Absent for the deposit of the final month.")
    code: Line | None
    month: int = Field(ge=1, le=12, description="Month of the contract year.")
    pence: Pence
    withheld_pence: Pence = Field(description="The part that waits for the decision of a dispute filed in time.")


class DueInvoiceView(View):
    """What is to be invoiced for a month, and what of it is paid when."""

    kind: InvoiceKind
    from_day: Day
    to_day: Day
    tax_point: Day
    net_pence: Pence
    vat_percent: Line
    vat_pence: Pence
    gross_pence: Pence
    withheld_pence: Pence = Field(description="Gross, of the lines in dispute.")
    undisputed_pence: Pence
    pay_by: Day
    lines: list[InvoiceLineView]


class SettlementAnswer(View):
    """A settlement from nothing but what was sent. The same request and rule version always give the same bytes."""

    rule_version: int = Field(ge=1)
    inputs_hash: Line = Field(description="SHA-256 of terms, facts and day in a canonical form, whatever their order.")
    year: YearSettlementView
    quarters: list[QuarterSettlementView]
    months: list[MonthSettlementView]
    invoices: list[DueInvoiceView]
