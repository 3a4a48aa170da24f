"""The dose of a programme: its pace, the days of its sessions, and the last day on which it can begin in time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from noms.calendar import FIRST_YEAR, LAST_YEAR, OutsideCalendar, bank_holidays
from noms.contracts.interventions.cohorts import Weekday
from noms.reference.programmes import Programme
from noms.reference.reading import Mark

_WEEK = tuple(Weekday)  # Monday first, as date.weekday() counts


@dataclass(frozen=True, slots=True)
class Pace:
    """How many sessions of a programme are held in a week, at the slowest that a source allows."""

    programme_code: str
    sessions_each_week: int
    source: str


PACES = (
    Pace("OSAP", 2, "Source: OSAP leaflet, twice a week"),
    Pace("IDAP", 1, "Source: IDAP leaflet, weekly"),
    Pace("DID", 1, "Source: DID leaflet, weekly"),
    Pace("ETS", 2, "Source: Home Affairs Committee HC 193 2004-05, 20 sessions in 4 to 10 weeks"),
    Pace("R&R", 2, "Source: Home Affairs Committee HC 193 2004-05, 38 sessions in 13 to 19 weeks"),
    Pace("CALM", 1, "Source: Home Affairs Committee HC 193 2004-05, 24 sessions in 8 to 24 weeks"),
    Pace("SOTP-CORE", 3, "Source: core SOTP description, 3 to 5 a week"),
    Pace("SOTP-EXT", 2, "Source: extended SOTP description, 2 to 4 a week"),
)
DEFAULT_SESSIONS_EACH_WEEK = 1  # House rule: 0301, from 2005-04-04; the slowest pace found, so that the warning comes early

SLOTS_OF_PACE = {
    1: (Weekday.MONDAY,),
    2: (Weekday.MONDAY, Weekday.THURSDAY),
    3: (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY),
}  # House rule: 0302; before a cohort is known, the days that bank holidays hit most


@dataclass(frozen=True, slots=True)
class Margin:
    """The days kept free between the last planned session and the end of the order."""

    valid_from: date
    catch_up_days: int
    before_order_ends_days: int
    source: str


MARGINS = (Margin(date(2005, 4, 4), 14, 28, "House rule: 0303"),)
"""Newest last. Source of the first day: the community order, Criminal Justice Act 2003 s.177, in force from 4 April 2005."""


@dataclass(frozen=True, slots=True)
class SessionCalendar:
    """The days of sessions, and the bank holidays that were passed over to find them."""

    held_on: tuple[date, ...]
    bank_holidays_skipped: tuple[date, ...]


def sessions_each_week(programme_code: str) -> int:
    """The pace that the dose of a programme is reckoned with."""
    return next((pace.sessions_each_week for pace in PACES if pace.programme_code == programme_code), DEFAULT_SESSIONS_EACH_WEEK)


def is_unverified(programme: Programme) -> bool:
    """Whether any part of a catalogue row rests on general knowledge or an estimate rather than a document."""
    return bool(programme.marks) or any(mark in (programme.eligibility or "") for mark in Mark)


def session_calendar(first_on: date, weekdays: Sequence[Weekday], sessions: int) -> SessionCalendar:
    """The first so many weekly slots from the day given on that are no bank holiday.

    Raises OutsideCalendar where the bank holidays are not known.
    """
    bank_holidays(first_on.year)
    held: list[date] = []
    skipped: list[date] = []
    for day in _slots(first_on, weekdays, forwards=True):
        if len(held) == sessions:
            break
        (skipped if day in bank_holidays(day.year) else held).append(day)
    return SessionCalendar(tuple(held), tuple(skipped))


def last_day_for_sessions(order_ends_on: date, *, as_at: date) -> date:
    """The last day on which a planned session leaves room to catch up and to close the programme before the order ends.

    Limit less buffer less catch-up allowance. House rule: 0303.
    """
    margin = next((margin for margin in reversed(MARGINS) if margin.valid_from <= as_at), MARGINS[0])
    return order_ends_on - timedelta(days=margin.catch_up_days + margin.before_order_ends_days)


def latest_feasible_start(sessions: int, weekdays: Sequence[Weekday], last_session_by: date) -> date | None:
    """The last day on which a first session still lets the last one be held by the day given; bank holidays count against it.

    None where the calendar does not reach, so that nobody reads a guess.
    """
    remaining = sessions
    try:
        for day in _slots(last_session_by, weekdays, forwards=False):
            remaining -= day not in bank_holidays(day.year)
            if remaining == 0:
                return day
    except OutsideCalendar:
        return None
    return None


def latest_start_of(programme: Programme, order_ends_on: date, *, as_at: date) -> date | None:
    """The latest feasible start of a programme under an order, at the programme's own pace.

    None where no source counts the sessions of the programme, or where the calendar does not reach the order.
    """
    if programme.sessions is None or not FIRST_YEAR <= order_ends_on.year <= LAST_YEAR:
        return None
    slots = SLOTS_OF_PACE[sessions_each_week(programme.code)]
    return latest_feasible_start(programme.sessions, slots, last_day_for_sessions(order_ends_on, as_at=as_at))


def _slots(day: date, weekdays: Sequence[Weekday], *, forwards: bool) -> Iterator[date]:
    """Every day of the weekly slots, from the day itself on, in one direction for ever."""
    wanted = {_WEEK.index(weekday) for weekday in weekdays}
    steps = count(0, 1 if forwards else -1)
    return (at for step in steps if (at := day + timedelta(days=step)).weekday() in wanted)
