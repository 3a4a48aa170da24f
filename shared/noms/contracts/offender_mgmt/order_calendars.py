"""One calendar of everything that the court and the licence ask of a person, and what in it cannot both be done."""

from enum import StrEnum

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.wire import Day, Line, View, Words


class EntryKind(StrEnum):
    """What an entry of the calendar is."""

    ORDER = "order"
    REQUIREMENT = "requirement"
    SESSION = "session"
    SENTENCE = "sentence"
    LICENCE = "licence"
    LICENCE_CONDITION = "licence_condition"
    KEY_DATE = "key_date"
    CUSTODY = "custody"


class ClashKind(StrEnum):
    """Why two entries cannot both be kept."""

    TWO_RESIDENCES = "two_residences"
    TWO_CURFEWS = "two_curfews"
    TWO_PROGRAMMES = "two_programmes"
    TWO_SESSIONS_ON_ONE_DAY = "two_sessions_on_one_day"
    IN_CUSTODY = "in_custody"


class CalendarEntry(View):
    """One thing that lasts from a day to a day, or is on one day."""

    name: Line = Field(description="Names the entry in this calendar: the kind and the id of what it comes from.")
    kind: EntryKind
    code: Line | None = Field(description="UPW, RESIDE_AT, SLED …")
    words: Words
    part_of: Line | None = Field(description="The entry of the order, sentence or licence that it belongs to.")
    starts_on: Day
    ends_on: Day | None = Field(description="Absent: no end is known.")
    detail_url: Line


class CalendarClash(View):
    """Two entries that cannot both be kept, and when."""

    kind: ClashKind
    entries: list[Line] = Field(description="The two entries by their names.")
    starts_on: Day
    ends_on: Day | None


class OrderCalendar(View):
    """Everything that falls within one order or sentence, in the order of its days."""

    crn: Crn
    starts_on: Day
    ends_on: Day | None
    entries: list[CalendarEntry]
    clashes: list[CalendarClash]
