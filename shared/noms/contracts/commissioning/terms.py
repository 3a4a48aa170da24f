"""Payment terms as data: what a year costs, what is deducted from it and why, and how it is invoiced."""

from typing import Annotated

from pydantic import Field

from noms.contracts.commissioning.availability_terms import AvailabilityTerms, PlaceRate
from noms.contracts.commissioning.occurrences import TermCode
from noms.contracts.commissioning.outcome_terms import PaymentByResults, VolumeBand
from noms.contracts.commissioning.payment_bases import MOST_ROWS, Exact, Month, PenceSum, Percent, VatTreatment
from noms.contracts.commissioning.points_terms import PointsTerms
from noms.contracts.wire import Day, Flag, Line, Wire, Within


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


class FixedSum(Wire):
    """What one incident costs, however many people it concerns: pence, or a percentage of the year's fee."""

    code: TermCode
    pence: PenceSum | None = None
    percent_of_fee: Percent | None = None
    indexed: Flag = Field(default=False, description="Whether the pence follow the index; a percentage does anyway.")


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
