"""Where every return of an agreement stands on a day, and how much is asked of its provider."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from noms.calendar import london_day
from noms.contracts.commissioning.due_returns import DueReturn
from noms.contracts.commissioning.measures import ReturnEvery
from services.commissioning.return_calendar import rules as calendar
from services.commissioning.returns.rules import Asking, Expected, Record, is_closed

MOST_FIELDS_A_MONTH = 20  # House rule: 0138
SHARE_OF_A_MONTH = {ReturnEvery.MONTH: Fraction(1), ReturnEvery.QUARTER: Fraction(1, 3)}  # Source: the calendar


def due_returns(asked: Asking, record: Record, as_at: date) -> list[DueReturn]:
    """Every return that an agreement in force asks for and whose period has begun, the latest period first."""
    found = [
        due_return(asked, each.measure_code, period, record, as_at)
        for each in asked.expected
        for period in calendar.periods_begun(as_at, each.every, starts_on=asked.starts_on, ends_on=asked.ends_on)
        if asked.in_force and each.asks_for(period)
    ]
    return sorted(found, key=lambda due: _order(due.last_day, due.measure_code))


def due_return(asked: Asking, measure_code: str, period: calendar.Period, record: Record, as_at: date) -> DueReturn:
    """One return that the agreement asks for, and where it stands."""
    first = record.get((measure_code, period.name))
    standing = calendar.standing_of(period, london_day(first.filed_at) if first else None, as_at=as_at)
    return DueReturn(
        measure_code=measure_code,
        period=period.name,
        first_day=period.first_day,
        last_day=period.last_day,
        due_on=period.due_on,
        state=standing.state,
        days=standing.days,
        version=first.versions if first else 0,
        filed_at=first.filed_at if first else None,
        closed=is_closed(asked, period, as_at),
    )


def beyond(told: Sequence[DueReturn], place: tuple[date, str] | None) -> list[DueReturn]:
    """What of a calendar, the latest first, comes after a place in it."""
    return [each for each in told if place is None or _order(each.last_day, each.measure_code) > _order(*place)]


def expected_on(asked: Asking, day: date) -> list[Expected]:
    """What has to be typed as the text stands on a day, or on the nearest day of the agreement."""
    nearest = min(max(day, asked.starts_on), asked.ends_on)
    return [each for each in asked.expected if each.from_day <= nearest <= each.to_day]


def fields_in_the_busiest_month(expected: Sequence[Expected]) -> int:
    """How many fields a provider types in a month in which the quarterly returns are due as well."""
    return sum(len(each.fields) for each in expected)


def fields_a_month(expected: Sequence[Expected]) -> Fraction:
    """How many fields a provider types in a month on average."""
    return sum((len(each.fields) * SHARE_OF_A_MONTH[each.every] for each in expected), Fraction(0))


def within_the_limit(expected: Sequence[Expected]) -> bool:
    """Whether the agreement asks for no more than is bearable, even in the busiest month. House rule: 0138."""
    return fields_in_the_busiest_month(expected) <= MOST_FIELDS_A_MONTH


def _order(last_day: date, measure_code: str) -> tuple[int, str]:
    """The latest period first, then by measure."""
    return -last_day.toordinal(), measure_code
