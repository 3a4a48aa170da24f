"""Working days of England and Wales: Monday to Friday except bank holidays; and which day it is in London."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

LONDON = ZoneInfo("Europe/London")

FIRST_YEAR = 1978  # Source: the early May bank holiday was first kept in 1978, which completes the present pattern
LAST_YEAR = 2099  # House rule: far enough for every sentence; days not yet proclaimed follow the standing pattern

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class OutsideCalendar(ValueError):
    """A day or a count of days for which the working days are not known."""


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in the year, with the days given in place of a weekend."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutsideCalendar(f"Working days are known from {FIRST_YEAR} to {LAST_YEAR}, not for {year}.")
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether the day is Monday to Friday and no bank holiday."""
    return day not in bank_holidays(day.year) and day.weekday() < _SATURDAY


def working_days_after(day: date, number: int) -> date:
    """The working day that lies so many working days later; the count starts on the next day, and 0 is the day itself."""
    if number < 0:
        raise OutsideCalendar(f"A deadline lies 0 or more working days after its start, not {number}.")
    return _stepped(day, number, _ONE_DAY)


def working_days_before(day: date, number: int) -> date:
    """The working day that lies so many working days earlier; the count starts on the day before, and 0 is the day itself."""
    if number < 0:
        raise OutsideCalendar(f"A day lies 0 or more working days before another, not {number}.")
    return _stepped(day, number, -_ONE_DAY)


def working_days_between(first: date, last: date) -> int:
    """How many working days after `first` the day `last` lies: the working days later than `first`, up to and with `last`.

    Negative when `last` is the earlier day.
    """
    if last < first:
        return -working_days_between(last, first)
    years = range(first.year, last.year + 1)
    holidays_kept = sum(first < day <= last and day.weekday() < _SATURDAY for year in years for day in bank_holidays(year))
    return _weekdays_to(last) - _weekdays_to(first) - holidays_kept


def first_working_day_from(day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    return day if is_working_day(day) else working_days_after(day, 1)


def last_working_day_to(day: date) -> date:
    """The day itself if it is a working day, else the one before."""
    return day if is_working_day(day) else working_days_before(day, 1)


def london_day(instant: datetime) -> date:
    """The calendar day on which the instant falls in London; a time without an offset is refused."""
    if instant.utcoffset() is None:
        raise OutsideCalendar("An instant needs its offset from UTC before its day can be told.")
    return instant.astimezone(LONDON).date()


def _weekdays_to(day: date) -> int:
    weeks, days_begun = divmod(day.toordinal(), 7)  # day 1 of the proleptic calendar was a Monday
    return weeks * _SATURDAY + min(days_begun, _SATURDAY)


def _stepped(day: date, number: int, step: timedelta) -> date:
    bank_holidays(day.year)
    while number > 0:
        day += step
        number -= is_working_day(day)
    return day
