"""Terms of payment for performance: what a failure costs in points, and what points cost in money."""

from typing import Annotated

from pydantic import Field

from noms.contracts.commissioning.measures import Direction
from noms.contracts.commissioning.occurrences import TermCode
from noms.contracts.commissioning.payment_bases import MOST_BANDS, MOST_ROWS, Assessment, Exact, Points, QuarterNumber, YearNumber
from noms.contracts.wire import Flag, Wire


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
