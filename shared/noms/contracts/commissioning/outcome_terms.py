"""Terms of payment for what is achieved: the band of the volume, and payment by results."""

from typing import Annotated

from pydantic import Field

from noms.contracts.commissioning.occurrences import TermCode
from noms.contracts.commissioning.payment_bases import MOST_ROWS, Exact, PenceSum, Percent, YearNumber
from noms.contracts.wire import Day, Flag, Wire


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
