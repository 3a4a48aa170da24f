"""Every count of the staff of offices, each with what was counted, by origin, and where the sources conflict."""

from pydantic import Field

from noms.contracts.commissioning.office_staff import Conflict, OriginShare
from noms.contracts.commissioning.organisations import SourceDate
from noms.contracts.wire import Code, Count, Day, Flag, Line, View, Words


class StaffCountView(View):
    """The people of one office on one day, on one basis."""

    office_code: Code = Field(description="A region, or HQ for headquarters.")
    office_name: Line
    as_at: Day
    basis: Line = Field(description="What was counted. Counts on different bases cannot be compared or added.")
    headcount: Count
    by_origin: list[OriginShare] = Field(description="Shares of all the people: unknown is never shared out over the others.")
    date_estimated: Flag = Field(description="The day is a working assumption and not a historical fact.")
    source: Words


class StaffTotalView(View):
    """A total that a source prints for all regions together, beside the sum of the offices on the same basis."""

    as_at: SourceDate
    basis: Line
    people: Count
    bound: Line = Field(description="exact, more_than, or planned for posts and estimates, where nobody was counted.")
    sum_of_offices: Count | None = Field(description="Absent where the source does not give the offices.")
    agrees: Flag | None = Field(description="Whether the printed total is that sum; absent without one.")
    source: Words


class StaffCountList(View):
    """Every count of an office, or of all, over a stretch of days, the oldest first."""

    office: Code | None
    from_day: Day | None
    to_day: Day | None
    data: list[StaffCountView]
    totals: list[StaffTotalView]
    conflicts: list[Conflict]
