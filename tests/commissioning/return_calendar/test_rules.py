"""The calendar of returns: which periods, due by when, and where each stands."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.calendar import is_working_day
from noms.contracts.commissioning.due_returns import ReturnState
from noms.contracts.commissioning.measures import ReturnEvery
from services.commissioning.return_calendar import rules
from services.commissioning.return_calendar.rules import Period, due_on, period_named, periods_begun, standing_of

MONTH, QUARTER = ReturnEvery.MONTH, ReturnEvery.QUARTER
YEAR = {"starts_on": date(2010, 4, 1), "ends_on": date(2011, 3, 31)}
DAYS = st.dates(date(2004, 6, 1), date(2050, 12, 31))


def a_period(**changes: object) -> Period:
    return Period(
        **{"name": "2010-05", "first_day": date(2010, 5, 1), "last_day": date(2010, 5, 31), "due_on": date(2010, 6, 15)} | changes
    )


@pytest.mark.parametrize(
    ("last_day", "due"),
    [
        (date(2010, 5, 31), date(2010, 6, 15)),  # probation circular 28/2006: the 15th of the next month
        (date(2010, 12, 31), date(2011, 1, 17)),  # a Saturday: the Monday
        (date(2010, 4, 30), date(2010, 5, 17)),  # a Saturday
        (date(2021, 3, 31), date(2021, 4, 15)),
        (date(2022, 3, 31), date(2022, 4, 19)),  # Good Friday, then Easter Monday: the Tuesday
        (date(2010, 5, 2), date(2010, 6, 15)),  # an agreement that ends early in a month
    ],
)
def test_a_return_is_due_on_the_15th_of_the_next_month_or_the_next_working_day(last_day: date, due: date):
    assert due_on(last_day) == due


@given(DAYS)
def test_the_due_day_is_a_working_day_of_the_next_month_and_never_before_the_15th(day: date):
    due = due_on(day)

    assert is_working_day(due)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == 1
    assert 15 <= due.day <= 19
    assert not any(is_working_day(due - timedelta(days=back)) for back in range(1, due.day - 14))


@given(DAYS, st.integers(0, 1200), st.integers(0, 1500), st.sampled_from(ReturnEvery))
def test_periods_cover_the_agreement_without_gap_or_overlap_as_far_as_they_have_begun(
    starts_on: date, days: int, seen: int, every: ReturnEvery
):
    ends_on, day = starts_on + timedelta(days=days), starts_on + timedelta(days=seen)
    periods = list(periods_begun(day, every, starts_on=starts_on, ends_on=ends_on))

    assert periods[0].first_day == starts_on
    assert all(after.first_day == before.last_day + timedelta(days=1) for before, after in pairwise(periods))
    assert periods[-1].last_day <= ends_on
    assert periods[-1].first_day <= day
    assert periods[-1].last_day >= min(day, ends_on)


@given(DAYS, st.integers(0, 1200), st.sampled_from(ReturnEvery))
def test_the_name_of_a_period_means_that_period(starts_on: date, days: int, every: ReturnEvery):
    ends_on = starts_on + timedelta(days=days)
    for period in periods_begun(ends_on, every, starts_on=starts_on, ends_on=ends_on):
        assert period_named(period.name, every, starts_on=starts_on, ends_on=ends_on) == period


def test_a_quarter_is_one_of_the_financial_year():
    named = [period.name for period in periods_begun(date(2011, 3, 31), QUARTER, **YEAR)]

    assert named == ["2010-11-Q1", "2010-11-Q2", "2010-11-Q3", "2010-11-Q4"]
    fourth = period_named("2010-11-Q4", QUARTER, **YEAR)
    assert fourth == Period("2010-11-Q4", date(2011, 1, 1), date(2011, 3, 31), date(2011, 4, 15))


def test_the_first_and_the_last_period_of_an_agreement_may_be_short():
    short = {"starts_on": date(2010, 5, 10), "ends_on": date(2010, 7, 4)}
    months = list(periods_begun(date(2010, 12, 31), MONTH, **short))

    assert [(period.first_day.day, period.last_day.day) for period in months] == [(10, 31), (1, 30), (1, 4)]
    assert months[-1].due_on == date(2010, 8, 16)


@pytest.mark.parametrize(
    ("name", "every"),
    [
        ("2010-13", MONTH),
        ("2010-00", MONTH),
        ("0001-01", MONTH),
        ("9999-12", MONTH),
        ("2010-03", MONTH),  # before the agreement
        ("2011-04", MONTH),  # after it
        ("2010-05", QUARTER),
        ("2010-11-Q1", MONTH),
        ("2010-12-Q1", QUARTER),  # no financial year is called so
        ("2010-11-Q5", QUARTER),
        ("2009-10-Q4", QUARTER),
        ("soon", MONTH),
    ],
)
def test_what_names_no_period_of_the_agreement_is_none(name: str, every: ReturnEvery):
    assert period_named(name, every, **YEAR) is None


@pytest.mark.parametrize(
    ("as_at", "state", "days"),
    [
        (date(2010, 5, 31), ReturnState.RUNNING, 15),
        (date(2010, 6, 1), ReturnState.DUE, 14),
        (date(2010, 6, 15), ReturnState.DUE, 0),
        (date(2010, 6, 16), ReturnState.MISSING, 1),
        (date(2010, 7, 15), ReturnState.MISSING, 30),
    ],
)
def test_an_unfiled_return_is_missing_from_the_day_after_its_last_day(as_at: date, state: ReturnState, days: int):
    assert standing_of(a_period(), None, as_at=as_at) == rules.Standing(state, days)


@pytest.mark.parametrize(
    ("filed_on", "state", "days"),
    [
        (date(2010, 6, 1), ReturnState.FILED, 0),
        (date(2010, 6, 15), ReturnState.FILED, 0),
        (date(2010, 6, 16), ReturnState.FILED_LATE, 1),
        (date(2011, 6, 15), ReturnState.FILED_LATE, 365),
    ],
)
def test_a_return_filed_on_its_last_day_is_in_time_and_the_next_day_late(filed_on: date, state: ReturnState, days: int):
    assert standing_of(a_period(), filed_on, as_at=date(2012, 1, 1)) == rules.Standing(state, days)


@given(DAYS, DAYS)
def test_a_return_is_late_or_missing_exactly_when_its_last_day_has_passed(day: date, moment: date):
    period = a_period(last_day=day, due_on=due_on(day))
    passed = moment > period.due_on

    assert (standing_of(period, moment, as_at=moment).state is ReturnState.FILED_LATE) is passed
    assert (standing_of(period, None, as_at=moment).state is ReturnState.MISSING) is passed
    assert rules.days_late(period.due_on, moment) == max(0, (moment - period.due_on).days)


@pytest.mark.parametrize(
    ("year_ends_on", "open_until"),
    [
        (date(2011, 3, 31), date(2012, 4, 30)),
        (date(2010, 9, 30), date(2011, 10, 30)),
        (date(2011, 1, 31), date(2012, 2, 29)),
        (date(2010, 12, 15), date(2012, 1, 15)),
    ],
)
def test_a_contract_year_is_closed_thirteen_months_after_its_end(year_ends_on: date, open_until: date):
    assert not rules.is_closed(year_ends_on, as_at=open_until)
    assert rules.is_closed(year_ends_on, as_at=open_until + timedelta(days=1))
