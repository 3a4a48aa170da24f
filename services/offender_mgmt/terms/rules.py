"""The arithmetic of terms: calendar units and days, added in the order in which the court spoke them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from itertools import groupby

from noms.contracts.offender_mgmt.sentences import Term

_ONE_DAY = timedelta(days=1)
_MONTHS_A_YEAR = 12  # Source: the calendar
_DAYS_A_WEEK = 7  # Source: the calendar


@dataclass(frozen=True, slots=True)
class Period:
    """A length as people say it: whole years, then whole months, then days."""

    years: int
    months: int
    days: int


def last_day_of(first_day: date, terms: Sequence[Term]) -> date:
    """The last day of consecutive terms that begin with the first day, before any adjustment.

    Neighbouring units of one kind are added together, years with months and weeks with days, and each sum is counted from the
    day that the one before it has reached. A term that outlasts the calendar ends with it.
    Source: PSO 6650, consecutive sentences.
    """
    last_day = first_day - _ONE_DAY
    for calendar, sizes in groupby(_units(terms), key=lambda unit: unit[0]):
        size = sum(size for _, size in sizes)
        begins = last_day + _ONE_DAY
        if calendar:
            last_day = _of_months(size).last_day(begins)
        else:
            last_day = date.fromordinal(min(last_day.toordinal() + size, date.max.toordinal()))
        if last_day.year == MAXYEAR:
            return date.max
    return last_day


@lru_cache
def _of_months(months: int) -> Term:
    return Term.model_construct(years=0, months=months, weeks=0, days=0)


def _units(terms: Iterable[Term]) -> Iterator[tuple[bool, int]]:
    """The months and the days of each term, in order: whether the unit is one of the calendar, and how many."""
    for term in terms:
        months = term.years * _MONTHS_A_YEAR + term.months
        days = term.weeks * _DAYS_A_WEEK + term.days
        if months:
            yield True, months
        if days:
            yield False, days


def length_days(first_day: date, last_day: date) -> int:
    """Days from the first to the last, both included."""
    return (last_day - first_day).days + 1


def at_least(first_day: date, days: int, term: Term) -> bool:
    """Whether so many days from the first day are as long as the term would be from it."""
    return days >= length_days(first_day, term.last_day(first_day))


def period_between(first_day: date, end: date) -> Period:
    """The length from a day to another: whole months while they fit, then days."""
    months = (end.year - first_day.year) * _MONTHS_A_YEAR + end.month - first_day.month
    if end.day < first_day.day:
        months -= 1
    reached = _plus_months(first_day, months)
    return Period(*divmod(months, _MONTHS_A_YEAR), days=(end - reached).days)


def _plus_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    year = day.year + years
    next_month = date(year + (month + 1) // _MONTHS_A_YEAR, (month + 1) % _MONTHS_A_YEAR + 1, 1)
    return date(year, month + 1, min(day.day, (next_month - _ONE_DAY).day))
