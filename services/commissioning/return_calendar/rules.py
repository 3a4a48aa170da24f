"""The calendar of returns: periods of an agreement, the last day for each, and where a return stands on a day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from noms.calendar import FIRST_YEAR, LAST_YEAR, first_working_day_from
from noms.contracts.commissioning.due_returns import ReturnState
from noms.contracts.commissioning.measures import ReturnEvery

DUE_ON_DAY = 15  # Source: probation circular 28/2006, returns due by the 15th of the month after the period
YEAR_BEGINS_IN = 4  # Source: the financial year begins on 1 April
MONTHS = {ReturnEvery.MONTH: 1, ReturnEvery.QUARTER: 3}  # Source: the calendar
YEAR = 12  # Source: the calendar has twelve months
RESTATED_FOR_MONTHS = 13  # House rule: 0137

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-([0-9]{2})-Q([1-4])")


@dataclass(frozen=True)
class Period:
    """A month, or a quarter of the financial year, with those of its days that lie in the agreement."""

    name: str
    first_day: date
    last_day: date
    due_on: date


@dataclass(frozen=True)
class Standing:
    """Where a return stands on a day, and by how many days."""

    state: ReturnState
    days: int


def due_on(last_day: date) -> date:
    """The last day for a return whose month or quarter ends with the month of `last_day`.

    Source: probation circular 28/2006. Where the 15th is no working day it is the next one. House rule: 0135.
    """
    return first_working_day_from(_month_after(last_day, 1).replace(day=DUE_ON_DAY))


def period_named(name: str, every: ReturnEvery, *, starts_on: date, ends_on: date) -> Period | None:
    """The period of an agreement that a name means; none where it means none, or one without a day of the agreement.

    The first and the last of an agreement may be short. House rule: 0135.
    """
    first = _first_day(name, every)
    if first is None:
        return None
    last = _month_ends(_month_after(first, MONTHS[every] - 1))
    if last < starts_on or ends_on < first:
        return None
    return Period(name, max(first, starts_on), min(last, ends_on), due_on(last))


def periods_begun(day: date, every: ReturnEvery, *, starts_on: date, ends_on: date) -> Iterator[Period]:
    """The periods of an agreement that have begun by the end of a day, in order."""
    first = starts_on.replace(day=1)
    first = _month_after(first, -((first.month - YEAR_BEGINS_IN) % MONTHS[every]))
    while first <= min(day, ends_on):
        period = period_named(_name_of(first, every), every, starts_on=starts_on, ends_on=ends_on)
        if period is not None and period.first_day <= day:
            yield period
        first = _month_after(first, MONTHS[every])


def standing_of(period: Period, filed_on: date | None, *, as_at: date) -> Standing:
    """Where a return stands: running or due, with the days left; filed, with the days it was late; missing, with those since."""
    if filed_on is not None:
        late = days_late(period.due_on, filed_on)
        return Standing(ReturnState.FILED_LATE if late else ReturnState.FILED, late)
    if as_at > period.due_on:
        return Standing(ReturnState.MISSING, days_late(period.due_on, as_at))
    state = ReturnState.DUE if as_at > period.last_day else ReturnState.RUNNING
    return Standing(state, (period.due_on - as_at).days)


def days_late(due: date, on: date) -> int:
    """By how many days something lies after its last day."""
    return max(0, (on - due).days)


def is_closed(year_ends_on: date, *, as_at: date) -> bool:
    """Whether figures of a contract year can no longer be restated. House rule: 0137."""
    closing = _month_after(year_ends_on, RESTATED_FOR_MONTHS)
    return as_at > closing.replace(day=min(year_ends_on.day, monthrange(closing.year, closing.month)[1]))


def _first_day(name: str, every: ReturnEvery) -> date | None:
    """The first day of the month or quarter that a name means, within the years of which working days are known."""
    named = (_MONTH if every is ReturnEvery.MONTH else _QUARTER).fullmatch(name)
    if named is None:
        return None
    year, number = (int(part) for part in named.groups()[:2])  # Source: the year comes first, then month or second year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if every is ReturnEvery.MONTH:
        return date(year, number, 1) if 1 <= number <= YEAR else None
    financial_year = date(year, YEAR_BEGINS_IN, 1)
    return (
        _month_after(financial_year, MONTHS[every] * (int(named[3]) - 1)) if number == (year + 1) % 100 else None
    )  # Source: print


def _name_of(first: date, every: ReturnEvery) -> str:
    """The name of the month or quarter that begins on a day."""
    if every is ReturnEvery.MONTH:
        return f"{first.year:04d}-{first.month:02d}"
    months_in = (first.month - YEAR_BEGINS_IN) % YEAR
    year = _month_after(first, -months_in).year
    return f"{year:04d}-{(year + 1) % 100:02d}-Q{months_in // MONTHS[every] + 1}"  # Source: years are printed 2009-10


def _month_after(day: date, months: int) -> date:
    """The first day of the month that lies so many months after that of `day`."""
    counted = day.year * YEAR + day.month - 1 + months
    return date(counted // YEAR, counted % YEAR + 1, 1)


def _month_ends(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
