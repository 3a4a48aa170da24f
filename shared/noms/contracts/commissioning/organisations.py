"""Regions, establishments, probation areas and posts on a day, and the staff of each director's office by origin."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.wire import Code, Count, Day, Flag, Line, View, Wire, Within, Words

SourceDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A date as precise as its source prints it: 2010, 2010-01 or 2010-01-31."""

MOST_PEOPLE = 100_000

People = Annotated[int, Within(0, MOST_PEOPLE)]
"""People of one office and one origin: more than the whole service ever had would be a slip of the pen."""

Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
"""A share between 0 and 100, with one decimal."""


class RegionView(View):
    """One of the ten regions, or the High Security Estate, which is a line of command and not a place."""

    code: Code
    name: Line
    kind: Line
    valid_from: Day
    valid_to: Day | None
    source: Words


class RegionList(View):
    """The regions in force on a day, or all that there have been."""

    on: Day | None
    data: list[RegionView]


class RegionalPostView(View):
    """A Regional Offender Manager or Director of Offender Management, with the days the post existed."""

    region_code: Code
    post_code: Code
    post_name: Line
    valid_from: Day
    valid_to: Day | None
    dates_estimated: Flag = Field(description="A date is a working assumption and not a historical fact.")
    source: Words


class RegionalPostList(View):
    """The posts that led the regions on a day, or all that there have been."""

    on: Day | None
    data: list[RegionalPostView]


class EstablishmentView(View):
    """One prison. What is marked 2010 was true in mid-2010."""

    code: Code
    name: Line
    region_code: Code = Field(description="The region in the line; HSE for the High Security Estate.")
    geographic_region_code: Code
    sector_2010: Line
    operator_2010: Line
    function_2010: Line
    opened: SourceDate | None
    closed: SourceDate | None
    successor_code: Code | None
    operational_capacity: Count | None
    operational_capacity_estimated: Flag
    state: Line | None = Field(
        description="open, closed, or undetermined inside the month or year in which it opened or closed; absent without a day."
    )
    source: Words


class EstablishmentList(View):
    """The prisons of the list, with their state on a day if one was asked for."""

    on: Day | None
    data: list[EstablishmentView]


class ProbationAreaView(View):
    """A board, or the trust that followed it under the same code."""

    code: Code
    name: Line
    kind: Line
    region_code: Code
    valid_from: Day
    valid_to: Day | None
    dissolved: Day | None
    successor_code: Code | None
    source: Words


class ProbationAreaList(View):
    """The boards and trusts that delivered on a day, or all that there have been."""

    on: Day | None
    data: list[ProbationAreaView]


class StaffOrigin(StrEnum):
    """Where a member of an office worked before. Source: the Commons question answered on 8 July 2009."""

    PROBATION = "probation"
    PRISON = "prison"
    OTHER = "other"
    UNKNOWN = "unknown"


class StaffByOrigin(Wire):
    """A headcount split by origin; who cannot be placed is unknown, and unknown is never shared out."""

    probation: People
    prison: People
    other: People
    unknown: People


class StaffReturn(Wire):
    """What one director's office reports of its staff on a day, by origin."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "region_code": "LON",
                    "as_at": "2010-09-30",
                    "by_origin": {"probation": 14, "prison": 12, "other": 9, "unknown": 3},
                    "source": "Return of the London office, October 2010",
                }
            ]
        }
    )

    region_code: Code
    as_at: Day
    by_origin: StaffByOrigin
    source: Line


class OfficeStaffView(View):
    """The staff of one office on one day, by origin."""

    region_code: Code
    office_name: Line
    as_at: Day
    headcount: Count
    by_origin: StaffByOrigin
    basis: Line = Field(description="What was counted. Counts on different bases cannot be compared or added.")
    source: Words


class OriginShare(View):
    """How many of all the staff came from one origin."""

    origin: StaffOrigin
    headcount: Count
    share_percent: Percent | None


class OtherCount(View):
    """A total on another basis, for the same day or the nearest before it."""

    basis: Line
    as_at: Day
    offices_counted: Count
    total_headcount: Count
    printed_total: Count | None = Field(
        description="The total that the source prints, where it differs from the sum of its parts."
    )


class PublishedAnswer(View):
    """What Parliament was told."""

    answered_on: Day
    in_words: Words


class Conflict(View):
    """Two sources that cannot both be right, or that count different things."""

    code: Code
    in_words: Words


class RegionalOfficeStaffAnswer(View):
    """The staff of every director's office on a day, by origin, with what was answered then and where the sources conflict."""

    on: Day
    as_at: Day | None = Field(description="The latest day not after `on` for which offices were counted.")
    basis: Line | None
    total_headcount: Count | None
    printed_total: Count | None = Field(
        description="The total that the source prints, where it differs from the sum of its parts."
    )
    by_origin: list[OriginShare]
    offices: list[OfficeStaffView]
    other_counts: list[OtherCount]
    in_words: Words
    answered_in_parliament: list[PublishedAnswer]
    conflicts: list[Conflict]
