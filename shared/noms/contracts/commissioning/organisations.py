"""Regions, establishments, probation areas and posts on a day, and the staff of each director's office by origin."""

from typing import Annotated

from pydantic import Field, StringConstraints

from noms.contracts.wire import Code, Count, Day, Flag, Line, View, Words

SourceDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A date as precise as its source prints it: 2010, 2010-01 or 2010-01-31."""


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
