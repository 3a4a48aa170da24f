"""What a settlement is computed from: occurrences, indices, outturns, volumes, cohorts, tax and disputes."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState, OfferedCount, Places, TermCode
from noms.contracts.commissioning.payment_bases import Exact, Month, Percent
from noms.contracts.exact import OrWhole
from noms.contracts.wire import Day, Flag, Line, Wire

MOST_OCCURRENCES = 4_000


MOST_EVENTS_EACH = 100


Change = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,3}(\.[0-9]{1,4})?$"), OrWhole(-999, 999)]
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
    upheld: Flag = Field(
        default=False,
        exclude_if=lambda upheld: not upheld,
        description="It was decided for whoever disputed a deduction: the disputed part waits no more and is given back.",
    )


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
