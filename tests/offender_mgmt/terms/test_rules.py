"""Terms, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.terms.rules import Period, at_least, last_day_of, length_days, period_between

DAYS = st.dates(date(1990, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("first_day", "terms", "last_day"),
    [
        ("2015-02-23", [Term(months=4), Term(months=6)], "2015-12-22"),  # Source: PSI 03/2015 example 20
        ("2013-09-20", [Term(years=3), Term(months=18)], "2018-03-19"),  # Source: PSI 03/2015 example 22
        ("2011-10-13", [Term(years=5), Term(years=2)], "2018-10-12"),  # Source: PSI 03/2015 example 40
        ("2010-01-01", [Term(months=6)], "2010-06-30"),
        ("2010-01-01", [Term(years=2)], "2011-12-31"),
        ("2011-03-01", [Term(years=1)], "2012-02-29"),
        ("2010-08-31", [Term(months=6)], "2011-02-28"),
        ("2010-01-31", [Term(months=1)], "2010-02-28"),
        ("2010-05-03", [Term(weeks=2, days=3)], "2010-05-19"),
        ("2010-05-03", [Term(years=1, months=2, weeks=1, days=1)], "2011-07-10"),
    ],
)
def test_a_term_ends_on_the_day_that_the_prison_service_order_gives(first_day: str, terms: list[Term], last_day: str):
    assert last_day_of(date.fromisoformat(first_day), terms) == date.fromisoformat(last_day)


def test_months_and_days_that_alternate_are_counted_in_turn():
    alternating = [Term(months=6, days=10), Term(months=3)]

    assert last_day_of(date(2015, 1, 1), alternating) == date(2015, 10, 10)
    assert last_day_of(date(2015, 1, 1), [Term(months=9, days=10)]) == date(2015, 10, 10)
    assert last_day_of(date(2015, 1, 31), [Term(days=1), Term(months=1)]) == date(2015, 2, 28)


def test_a_term_that_outlasts_the_calendar_ends_with_it():
    assert last_day_of(date(2010, 1, 1), [Term(years=99)] * 100) == date.max


@given(DAYS, st.lists(st.integers(1, 400), min_size=1, max_size=5))
def test_days_behind_one_another_are_their_sum(first_day: date, lengths: list[int]):
    last_day = last_day_of(first_day, [Term(days=days) for days in lengths])

    assert length_days(first_day, last_day) == sum(lengths)


@given(DAYS, st.integers(1, 60), st.integers(1, 60))
def test_months_behind_months_are_pronounced_as_one_term(first_day: date, first: int, second: int):
    assert last_day_of(first_day, [Term(months=first), Term(months=second)]) == last_day_of(
        first_day, [Term(months=first + second)]
    )


def _period_by_counting(first_day: date, end: date) -> Period:
    """The length by trying every month: slow, and written from the definition."""
    months, reached = 0, first_day
    while True:
        year, month = divmod(first_day.year * 12 + first_day.month - 1 + months + 1, 12)
        following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
        candidate = date(year, month + 1, min(first_day.day, following.day))
        if candidate > end or (first_day.day > candidate.day and end.day < first_day.day and candidate == end):
            break
        months, reached = months + 1, candidate
    return Period(months // 12, months % 12, (end - reached).days)


@given(DAYS, st.integers(0, 4000))
def test_a_period_is_what_counting_months_one_by_one_gives(first_day: date, days: int):
    assert period_between(first_day, first_day + timedelta(days=days)) == _period_by_counting(
        first_day, first_day + timedelta(days=days)
    )


def test_twelve_months_are_as_long_as_the_year_that_they_span():
    assert at_least(date(2011, 3, 1), 366, Term(months=12))
    assert not at_least(date(2011, 3, 1), 365, Term(months=12))
    assert at_least(date(2010, 3, 1), 365, Term(months=12))
