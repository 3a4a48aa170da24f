"""Payment terms as data: what a year costs, what is deducted from it and why, and how it is invoiced."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from noms.contracts.commissioning.agreements import MOST_PENCE_A_YEAR
from noms.contracts.commissioning.measures import Direction
from noms.contracts.commissioning.occurrences import MOST_PLACES, TermCode
from noms.contracts.wire import Day, Flag, Line, Wire, Within

MOST_YEARS = 50
MOST_ROWS = 200
MOST_BANDS = 20

Exact = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,6})?$")]
"""A number of zero or more as text, so that no reader rounds it: `0.5`, `229.9`."""

Percent = Annotated[str, StringConstraints(pattern=r"^(100(\.0{1,4})?|[0-9]{1,2}(\.[0-9]{1,4})?)$")]
"""A percentage from 0 to 100 as text: `60`, `0.25`."""

Points = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9])?$")]
"""Performance points as text with at most one decimal: half points are real."""

Month = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]
"""A calendar month, such as `2011-01`."""

PenceSum = Annotated[int, Within(0, MOST_PENCE_A_YEAR)]
YearNumber = Annotated[int, Within(1, MOST_YEARS)]
QuarterNumber = Annotated[int, Within(1, 4)]


class RateBasis(StrEnum):
    """What the fee is divided by to price one place for one day that it was not available."""

    PLACES = "places"
    """Places times days of the contract year."""
    WEIGHTED_PLACES = "weighted_places"
    """Places times their weight times days, as the standard PFI terms do."""


class Assessment(StrEnum):
    """When the points of a measure are added up and held against a baseline."""

    QUARTER = "quarter"
    YEAR = "year"


class VatTreatment(StrEnum):
    """Whether invoices bear VAT."""

    STANDARD = "standard"
    CROWN_BODY = "crown_body"
    """An SLA with a body of the Crown: an internal charge without VAT."""


class Indexation(Wire):
    """How the fee follows an index: the share that does, and the month whose value counts in each contract year."""

    index: TermCode
    indexed_share_percent: Percent
    base_month: Month = Field(description="The month of the price base; a contract year that looks to it is not indexed.")
    base_value: Exact
    reference_month: Annotated[int, Within(1, 12)] = Field(
        description="The month of the year whose value counts: the last such month before a contract year begins."
    )
    revisions_reopen: Flag = Field(default=False, description="Whether a later revision of a published value is followed.")


class PlaceType(Wire):
    """Places of one kind, and how much one of them weighs when it is not available."""

    code: TermCode
    places: Annotated[int, Within(1, MOST_PLACES)]
    weight: Exact = "1"


class Criterion(Wire):
    """A standard that places must meet to be available, and the whole days within which a failure may be put right."""

    code: TermCode
    place_type: TermCode
    rectification_days: Annotated[int, Within(0, 366)] = 0


class RepeatStep(Wire):
    """From which failure of the same criterion in a month the deduction is multiplied."""

    more_than: Annotated[int, Within(0, 1_000)]
    factor: Exact


class AvailabilityTerms(Wire):
    """Deductions for contracted places that were not available: places x days x weight x use x repeat x the day's price."""

    place_types: Annotated[list[PlaceType], Field(min_length=1, max_length=MOST_ROWS)]
    criteria: Annotated[list[Criterion], Field(min_length=1, max_length=MOST_ROWS)]
    rate_basis: RateBasis = RateBasis.PLACES
    unused_factor: Exact = "1"
    used_factor: Exact = Field(default="0.5", description="For places that were used although they were not available.")
    repeats: Annotated[list[RepeatStep], Field(max_length=MOST_BANDS)] = Field(default=[])


class PlaceRate(Wire):
    """What one place costs for one day or night: an additional place that is called off, or a cell doubled without leave."""

    code: TermCode
    pence: Exact
    indexed: Flag = False


class FixedSum(Wire):
    """What one incident costs, however many people it concerns: pence, or a percentage of the year's fee."""

    code: TermCode
    pence: PenceSum | None = None
    percent_of_fee: Percent | None = None
    indexed: Flag = Field(default=False, description="Whether the pence follow the index; a percentage does anyway.")


class MissStep(Wire):
    """The points for missing a target by more than so many per cent of it."""

    more_than_percent: Exact
    points: Points


class MissTable(Wire):
    """Points that rise with the percentage by which a target is missed."""

    target: Exact
    direction: Direction
    least: Exact = "0"
    most: Exact = "100"
    steps: Annotated[list[MissStep], Field(min_length=1, max_length=MOST_BANDS)]


class PointsMeasure(Wire):
    """A row of the points table: a flat number for each failure, or steps by how far a target is missed."""

    code: TermCode
    assessed: Assessment = Assessment.QUARTER
    points: Points | None = Field(default=None, description="For each failure; either this or `missed`.")
    missed: MissTable | None = None
    repeats: Flag = Field(default=True, description="Whether the repeat multiplier applies to it.")


class Baseline(Wire):
    """The points that cost nothing, in the contract years and the quarter named. `to_year` absent: until the end."""

    from_year: YearNumber
    to_year: YearNumber | None = None
    quarter: QuarterNumber | None = Field(default=None, description="Absent: each quarter. An annual baseline has none.")
    points: Points


class Band(Wire):
    """A part of the excess over the baseline, and how heavily its points weigh."""

    above: Points
    up_to: Points | None = Field(default=None, description="Absent in the last band: without end.")
    factor: Exact


class PointsScale(Wire):
    """How the points of a quarter or of a year become money."""

    pence_a_point: Exact
    indexed: Flag = False
    baselines: Annotated[list[Baseline], Field(min_length=1, max_length=MOST_ROWS)]
    bands: Annotated[list[Band], Field(min_length=1, max_length=MOST_BANDS)]
    repeat_multiplier: Exact = Field(
        default="1", description="For a measure that also failed in the quarter, or for annual measures the year, before."
    )


class PointsTerms(Wire):
    """The points table and its two scales. A scale that no measure is assessed by may be absent."""

    measures: Annotated[list[PointsMeasure], Field(min_length=1, max_length=MOST_ROWS)]
    quarterly: PointsScale | None = None
    annual: PointsScale | None = None


class VolumeBand(Wire):
    """A fee for a number of weighted cases: inside the band nothing changes, outside it cases cost a marginal price."""

    fee_pence: PenceSum
    indexed: Flag = False
    expected_cases: Exact
    band_percent: Percent
    marginal_percent: Percent = Field(description="The marginal price, as a percentage of the fee divided by the cases.")


class PbrCohort(Wire):
    """A group of people whose reconvictions decide on a part of the fee of one contract year."""

    code: TermCode
    fee_year: YearNumber
    matures_on: Day


class PaymentByResults(Wire):
    """The part of the annual fee that is returned unless reconvictions fall by so many points under the base."""

    at_risk_percent: Percent
    threshold_points: Exact = Field(description="The fall that keeps the money: equality keeps it.")
    bonus_percent_a_point: Percent = Field(default="0", description="Of the fee, for each point of fall beyond the threshold.")
    bonus_up_to_points: Exact = Field(default="0", description="The fall beyond which nothing more is gained.")
    cohorts: Annotated[list[PbrCohort], Field(min_length=1, max_length=MOST_ROWS)]


class PaymentTerms(Wire):
    """Everything that the price of an agreement is computed from, besides what happens."""

    commenced_on: Day = Field(description="Commencement of the service: contract years begin on its anniversary.")
    ends_on: Day
    annual_fee_pence: PenceSum = Field(description="At the price base.")
    indexation: Indexation | None = None
    availability: AvailabilityTerms | None = None
    additional_places: Annotated[list[PlaceRate], Field(max_length=MOST_ROWS)] = Field(default=[])
    doubling: Annotated[list[PlaceRate], Field(max_length=MOST_ROWS)] = Field(default=[])
    fixed_sums: Annotated[list[FixedSum], Field(max_length=MOST_ROWS)] = Field(default=[])
    points: PointsTerms | None = None
    cap_percent_of_fee: Percent | None = Field(
        default=None, description="The most that fixed sums and points together take in a contract year; absent: no cap."
    )
    volume: VolumeBand | None = None
    payment_by_results: PaymentByResults | None = None
    excusing_causes: Annotated[list[Line], Field(max_length=MOST_ROWS)] = Field(default=[])
    vat: VatTreatment = VatTreatment.STANDARD
    payment_working_days: Annotated[int, Within(0, 100)] = Field(
        default=20, description="Within how many working days of the invoice what is not disputed is paid."
    )
    dispute_working_days: Annotated[int, Within(0, 100)] = Field(
        default=20, description="Within how many working days a dispute must be filed for its line to be withheld."
    )
    restatement_months: Annotated[int, Within(0, 120)] = Field(
        default=13, description="How long after the end of a contract year it may be settled anew; fraud knows no limit."
    )
    final_deposit: Flag = Field(
        default=True, description="Whether the last month's invoice keeps back the mean of six months' deductions."
    )
