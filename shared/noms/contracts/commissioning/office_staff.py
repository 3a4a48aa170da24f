"""The staff of regional offices by where they came from, and the public answers that stand beside the counts."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.wire import Code, Count, Day, Line, View, Wire, Within, Words

MOST_PEOPLE = 100_000


People = Annotated[int, Within(0, MOST_PEOPLE)]
"""People of one office and one origin: more than the whole service ever had would be a slip of the pen."""


Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
"""A share between 0 and 100, with one decimal."""


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
