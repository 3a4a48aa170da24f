"""Settlement of payment terms: what is believed to have happened, and every line that follows from it with its working."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState, OfferedCount, Places, TermCode
from noms.contracts.commissioning.terms import Exact, Month, PaymentTerms, Percent, QuarterNumber, YearNumber
from noms.contracts.commissioning.worked_example import WORKED_EXAMPLE
from noms.contracts.wire import Day, Flag, Line, Pence, View, Wire, Words

MOST_OCCURRENCES = 4_000
MOST_EVENTS_EACH = 100

Change = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,3}(\.[0-9]{1,4})?$")]
"""A change in points of percentage, negative for a fall: `-5.7`."""


class Step(StrEnum):
    """The numbered step of the payment specification that a line comes from."""

    BASE_FEE = "base_fee"
    UNAVAILABLE_PLACES = "unavailable_places"
    ADDITIONAL_PLACES = "additional_places"
    UNAUTHORISED_DOUBLING = "unauthorised_doubling"
    FIXED_SUM = "fixed_sum"
    POINTS_COUNTED = "points_counted"
    CHARGED_ONCE = "charged_once"
    QUARTER_POINTS = "quarter_points"
    YEAR_POINTS = "year_points"
    OVER_THE_CAP = "over_the_cap"
    VOLUME = "volume"
    PAYMENT_BY_RESULTS = "payment_by_results"


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


class OccurrenceFact(Wire):
    """Something that happened, as it is believed now."""

    occurrence_id: UUID
    kind: OccurrenceKind
    state: OccurrenceState = OccurrenceState.CLASSIFIED
    code: TermCode
    occurred_on: Day = Field(description="The date in London: it decides the month and the quarter, even if found later.")
    ended_on: Day | None = Field(default=None, description="Its last day, included; absent when it was over the same day.")
    places: Places = 0
    used: Flag = False
    count: OfferedCount = Field(
        default="1", description="How many failures; for a measure that goes by steps, the percentage by which it was missed."
    )
    same_event_as: UUID | None = Field(default=None, description="The first occurrence of the same event: it is charged once.")
    excused_by: Line | None = Field(default=None, description="The excusing cause of the terms, for one that is excused.")
    event_ids: Annotated[list[UUID], Field(max_length=MOST_EVENTS_EACH)] = Field(default=[])


class IndexFact(Wire):
    """A published value of an index. A second one for the same month must say that it revises the first."""

    index: TermCode
    month: Month
    value: Exact
    published_on: Day
    revision: Flag = False


class OutturnFact(Wire):
    """What a measure of the points table that goes by steps came to, in the quarter or year that holds the day."""

    code: TermCode
    on: Day
    value: Exact


class VolumeFact(Wire):
    """Weighted cases delivered, in the contract year that holds the day; those of one year are added up."""

    on: Day
    weighted_cases: Exact


class CohortFact(Wire):
    """How the reconvictions of a cohort moved against its base."""

    code: TermCode
    change_points: Change


class VatRateFact(Wire):
    """A rate of VAT for tax points from a day on; those known from 2008 to 2011 need not be given."""

    from_day: Day
    percent: Percent


class TaxPointFact(Wire):
    """The tax point of the invoice for a month; without it, the last day of that month."""

    month_of: Day = Field(description="Any day of the month that is invoiced.")
    tax_point: Day


class DisputeFact(Wire):
    """A line that a party disputes: only the disputed part waits."""

    month_of: Day = Field(description="Any day of the month whose settlement holds the line.")
    step: Step
    code: TermCode | None = None
    filed_on: Day
    disputed_pence: Annotated[int | None, Field(ge=1)] = Field(default=None, description="Absent: the whole line.")


class SettlementFacts(Wire):
    """What is believed now. Occurrences of the quarter, and for annual measures the year, before decide on repeats."""

    occurrences: Annotated[list[OccurrenceFact], Field(max_length=MOST_OCCURRENCES)] = Field(default=[])
    index_values: Annotated[list[IndexFact], Field(max_length=200)] = Field(default=[])
    outturns: Annotated[list[OutturnFact], Field(max_length=1_000)] = Field(default=[])
    volumes: Annotated[list[VolumeFact], Field(max_length=1_000)] = Field(default=[])
    cohorts: Annotated[list[CohortFact], Field(max_length=200)] = Field(default=[])
    vat_rates: Annotated[list[VatRateFact], Field(max_length=100)] = Field(default=[])
    tax_points: Annotated[list[TaxPointFact], Field(max_length=100)] = Field(default=[])
    disputes: Annotated[list[DisputeFact], Field(max_length=200)] = Field(default=[])


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
