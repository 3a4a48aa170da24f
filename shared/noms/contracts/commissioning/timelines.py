"""One provider's commissioners over time, without a day left out."""

from pydantic import Field

from noms.contracts.commissioning.responsibilities import Standing
from noms.contracts.commissioning.structures import FurtherEntry
from noms.contracts.wire import Code, Day, Flag, Line, View, Words


class TimelineStretch(View):
    """A stretch of days on which one answer holds for a provider."""

    from_day: Day
    to_day: Day
    provider_name: Line
    service_class: Line
    region_code: Code
    standing: Standing
    commissioner: Line | None
    commissioning_office: Code | None
    instrument: Line | None
    line_management: Line | None
    conflict_of_interest: Flag
    certainty: Line | None
    dates_estimated: Flag
    in_words: Words
    source: Words | None


class TimelineView(View):
    """Who commissioned one prison or area, from its first day under the lists to the last, without a day left out."""

    provider: Code
    from_day: Day
    to_day: Day
    data: list[TimelineStretch]
    further_services: list[FurtherEntry] = Field(description="What others bought there, by date.")
