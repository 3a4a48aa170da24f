"""Working days of England and Wales, against the printed lists of bank holidays and worked deadlines."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    OutsideCalendar,
    bank_holidays,
    first_working_day_from,
    is_working_day,
    last_working_day_to,
    london_day,
    working_days_after,
    working_days_before,
    working_days_between,
)

days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
counts = st.integers(0, 60)

# Source: bank holidays of England and Wales that fall on weekdays, day/month, 2004 to 2011
PRINTED = {
    2004: "1/1 9/4 12/4 3/5 31/5 30/8 27/12 28/12",
    2005: "3/1 25/3 28/3 2/5 30/5 29/8 26/12 27/12",
    2006: "2/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12",
    2007: "1/1 6/4 9/4 7/5 28/5 27/8 25/12 26/12",
    2008: "1/1 21/3 24/3 5/5 26/5 25/8 25/12 26/12",
    2009: "1/1 10/4 13/4 4/5 25/5 31/8 25/12 28/12",
    2010: "1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12",
    2011: "3/1 22/4 25/4 29/4 2/5 30/5 29/8 26/12 27/12",
}


def weekdays_of(holidays: frozenset[date]) -> set[date]:
    return {day for day in holidays if day.weekday() < 5}


@pytest.mark.parametrize("year", PRINTED)
def test_the_bank_holidays_of_2004_to_2011_are_those_printed(year: int) -> None:
    printed = {date(year, int(month), int(day)) for day, month in (entry.split("/") for entry in PRINTED[year].split())}

    assert weekdays_of(bank_holidays(year)) == printed


def test_the_bank_holidays_are_those_that_the_government_publishes() -> None:
    """Source: www.gov.uk/bank-holidays, division England and Wales, as carried by the package govuk-bank-holidays."""
    carried = json.loads((files("govuk_bank_holidays") / "bank-holidays.json").read_text(encoding="utf-8"))
    published = {date.fromisoformat(event["date"]) for event in carried["england-and-wales"]["events"]}
    years = range(min(published).year, max(published).year + 1)

    assert len(years) >= 10
    assert set().union(*(weekdays_of(bank_holidays(year)) for year in years)) == weekdays_of(frozenset(published))


@pytest.mark.parametrize(
    ("failure_on", "five", "ten", "fifteen"),
    [
        ("2004-12-24", "2005-01-05", "2005-01-12", "2005-01-19"),
        ("2005-12-16", "2005-12-23", "2006-01-04", "2006-01-11"),
        ("2007-05-01", "2007-05-09", "2007-05-16", "2007-05-23"),
        ("2008-03-14", "2008-03-25", "2008-04-01", "2008-04-08"),
        ("2009-12-21", "2009-12-30", "2010-01-07", "2010-01-14"),
        ("2010-12-17", "2010-12-24", "2011-01-05", "2011-01-12"),
        ("2011-04-18", "2011-04-27", "2011-05-06", "2011-05-13"),
    ],
)
def test_worked_deadlines_across_christmas_easter_and_may(failure_on: str, five: str, ten: str, fifteen: str) -> None:
    start = date.fromisoformat(failure_on)

    assert [working_days_after(start, number).isoformat() for number in (5, 10, 15)] == [five, ten, fifteen]


def test_a_saturday_a_sunday_and_a_bank_holiday_are_no_working_days() -> None:
    assert not any(map(is_working_day, (date(2009, 7, 4), date(2009, 7, 5), date(2009, 8, 31))))
    assert is_working_day(date(2009, 9, 1))


def test_the_day_given_in_place_of_boxing_day_is_no_working_day() -> None:
    assert not is_working_day(date(2009, 12, 28))


def test_a_holiday_of_scotland_only_is_a_working_day() -> None:
    assert is_working_day(date(2009, 1, 2))


def test_nought_working_days_after_a_day_is_the_day_itself_even_a_sunday() -> None:
    assert working_days_after(date(2009, 7, 5), 0) == date(2009, 7, 5)
    assert working_days_before(date(2009, 7, 5), 0) == date(2009, 7, 5)


def test_the_first_working_day_from_good_friday_is_the_tuesday_and_the_last_to_it_the_thursday() -> None:
    good_friday = date(2009, 4, 10)

    assert first_working_day_from(good_friday) == date(2009, 4, 14)
    assert last_working_day_to(good_friday) == date(2009, 4, 9)
    assert first_working_day_from(date(2009, 4, 9)) == last_working_day_to(date(2009, 4, 9)) == date(2009, 4, 9)


def test_a_number_of_working_days_below_nought_is_refused() -> None:
    with pytest.raises(OutsideCalendar, match="0 or more"):
        working_days_after(date(2009, 7, 6), -1)
    with pytest.raises(OutsideCalendar, match="0 or more"):
        working_days_before(date(2009, 7, 6), -1)


@pytest.mark.parametrize("day", [date(FIRST_YEAR - 1, 12, 31), date(LAST_YEAR + 1, 1, 1), date.min, date.max])
def test_a_day_outside_the_calendar_is_refused_with_the_years_that_are_known(day: date) -> None:
    for ask in (is_working_day, lambda day: working_days_after(day, 0), lambda day: working_days_between(day, day)):
        with pytest.raises(OutsideCalendar, match=f"{FIRST_YEAR} to {LAST_YEAR}"):
            ask(day)


def test_a_deadline_that_runs_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        working_days_after(date(LAST_YEAR, 12, 31), 1)
    with pytest.raises(OutsideCalendar):
        working_days_before(date(FIRST_YEAR, 1, 2), 1)


@given(days, counts)
def test_a_day_so_many_working_days_later_lies_that_many_working_days_later(day: date, number: int) -> None:
    due = working_days_after(day, number)

    assert working_days_between(day, due) == number
    assert number == 0 or is_working_day(due)


@given(days, counts)
def test_going_back_as_many_working_days_returns_to_a_working_day(day: date, number: int) -> None:
    start = first_working_day_from(day)

    assert working_days_before(working_days_after(start, number), number) == start


@given(days, counts)
def test_one_more_working_day_is_always_later(day: date, number: int) -> None:
    assert working_days_after(day, number + 1) > working_days_after(day, number)


@given(days, days, days)
def test_working_days_between_add_up(first: date, middle: date, last: date) -> None:
    assert working_days_between(first, middle) + working_days_between(middle, last) == working_days_between(first, last)


@given(days)
def test_a_week_never_has_more_than_five_working_days(day: date) -> None:
    assert 0 <= working_days_between(day, day + timedelta(days=7)) <= 5


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2009, 7, 8, 22, 59, tzinfo=UTC), date(2009, 7, 8)),
        (datetime(2009, 7, 8, 23, 0, tzinfo=UTC), date(2009, 7, 9)),
        (datetime(2009, 12, 31, 23, 59, tzinfo=UTC), date(2009, 12, 31)),
        (datetime(2010, 1, 1, 0, 0, tzinfo=UTC), date(2010, 1, 1)),
        (datetime(2010, 3, 28, 1, 0, tzinfo=UTC), date(2010, 3, 28)),
        (datetime(2009, 7, 9, 8, 0, tzinfo=timezone(timedelta(hours=10))), date(2009, 7, 8)),
    ],
)
def test_london_decides_the_day_of_an_instant_in_summer_and_winter(instant: datetime, day: date) -> None:
    assert london_day(instant) == day


def test_a_time_without_an_offset_has_no_day() -> None:
    with pytest.raises(OutsideCalendar, match="offset"):
        london_day(datetime(2009, 7, 8, 12, 0))  # noqa: DTZ001 - the refusal of a naive time is what is tested
