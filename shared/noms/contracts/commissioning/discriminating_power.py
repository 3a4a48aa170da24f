"""What the ratings of a year tell apart: where everybody is good, a rating tells nothing."""

from typing import Annotated

from pydantic import Field

from noms.contracts.commissioning.comparators import GroupCode
from noms.contracts.wire import Count, Day, Flag, Line, View

SharePercent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
"""A share in percent, to one decimal."""


class BandCounts(View):
    """How many ratings fell into each band in force."""

    band_1: Count
    band_2: Count
    band_3: Count
    band_4: Count
    unbanded: Count


class GroupPower(View):
    """How far the ratings of one comparator group differ."""

    group: GroupCode | None = Field(description="Absent of ratings given before groups were kept.")
    ratings: Count
    bands: BandCounts
    all_equal: Flag = Field(description="At least two were put into a band, and all into the same.")


class MeasurePower(View):
    """How far a measure tells ratings apart."""

    measure_code: Line
    scored: Count
    bands: BandCounts
    all_equal: Flag = Field(description="At least two were scored, and all came to the same band.")


class DiscriminatingPower(View):
    """What the ratings of one year tell apart: where all are equal, a rating tells nothing."""

    year_begins: Day
    year_ends: Day
    ratings: Count
    bands: BandCounts
    all_equal: Flag
    share_in_the_commonest_band_percent: SharePercent | None
    groups: list[GroupPower]
    measures: list[MeasurePower]
    share_of_groups_all_equal_percent: SharePercent | None
    share_of_measures_all_equal_percent: SharePercent | None
