"""Who may contest what and until when, who decides, and which clock runs."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.calendar import is_working_day, working_days_between
from noms.contracts.commissioning.contests import ContestOutcome as O
from services.commissioning.contestables.rules import Standing
from services.commissioning.contests.rules import (
    Clock,
    ContestObjection,
    clock,
    decision_due_on,
    objection_to_contesting,
    objection_to_deciding,
    objection_to_decision,
)

TOLD, UNTIL = date(2010, 12, 13), date(2011, 1, 13)
decision_due_on(TOLD)  # the calendar of working days is read once, before any example is timed
days = st.dates(date(2005, 1, 1), date(2030, 1, 1))


def contesting(
    as_at: date, *, until: date | None = UNTIL, contested: bool = False, part: int | None = None, pence: int | None = None
):
    standing = Standing(version=1, told_on=TOLD, contest_until=until, pence=pence)
    return objection_to_contesting(standing, contested=contested, disputed_pence=part, as_at=as_at)


def test_the_last_day_is_still_in_time_and_the_day_after_is_too_late():
    assert contesting(TOLD) is None
    assert contesting(UNTIL) is None
    assert contesting(UNTIL + timedelta(days=1)) is ContestObjection.TOO_LATE


def test_what_is_contested_is_not_contested_twice_even_too_late():
    assert contesting(UNTIL, contested=True) is ContestObjection.CONTESTED_ALREADY
    assert contesting(UNTIL + timedelta(days=1), contested=True) is ContestObjection.CONTESTED_ALREADY


def test_what_does_not_count_or_was_settled_is_not_contested():
    assert contesting(TOLD, until=None) is ContestObjection.NOT_CONTESTABLE


@pytest.mark.parametrize(("pence", "part", "stands"), [(500, 500, False), (500, 1, False), (500, 501, True), (None, 1, True)])
def test_of_a_line_no_more_is_disputed_than_it_comes_to(pence: int | None, part: int, stands: bool):
    assert contesting(TOLD, pence=pence, part=part) is (ContestObjection.PART_OF_WHAT if stands else None)


def test_a_decision_is_due_twenty_working_days_later_over_easter_and_a_wedding():
    """Good Friday 22 and Easter Monday 25 April, the wedding of 29 April and 2 May 2011 were bank holidays."""
    assert decision_due_on(date(2011, 4, 6)) == date(2011, 5, 10)


@given(days)
def test_a_decision_is_due_on_a_working_day_with_nineteen_between(raised_on: date):
    due_on = decision_due_on(raised_on)

    assert is_working_day(due_on)
    assert working_days_between(raised_on, due_on) == 20


@given(days, st.integers(0, 60))
def test_an_open_contest_is_overdue_from_the_day_after_it_was_due(raised_on: date, later: int):
    due_on = decision_due_on(raised_on)
    as_at = raised_on + timedelta(days=later)
    told = clock(due_on, ended_on=None, as_at=as_at)

    assert told.overdue == (as_at > due_on)
    assert told.days_left == working_days_between(as_at, due_on)


def test_the_clock_stops_when_the_contest_ends():
    due_on = decision_due_on(TOLD)

    assert clock(due_on, ended_on=due_on, as_at=date(2020, 1, 1)) == Clock(None, overdue=False)
    assert clock(due_on, ended_on=due_on + timedelta(days=1), as_at=date(2020, 1, 1)) == Clock(None, overdue=True)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"deciders": {"cora"}}, ContestObjection.DECIDED_BY_THE_FIRST),
        ({"deciders": {"desk-system", "cora"}}, ContestObjection.DECIDED_BY_THE_FIRST),
        ({"on_the_providers_side": True}, ContestObjection.PROVIDER_DECIDES),
        ({"ended": True}, ContestObjection.ENDED_ALREADY),
        ({"ended": True, "deciders": {"cora"}}, ContestObjection.ENDED_ALREADY),
    ],
)
def test_neither_the_provider_decides_nor_whoever_classified(changes: dict[str, object], objection: ContestObjection | None):
    told = {"ended": False, "deciders": {"mona"}, "judged_by": {"cora", "colin"}, "on_the_providers_side": False}

    assert objection_to_deciding(**(told | changes)) is objection


@pytest.mark.parametrize(
    ("outcome", "count", "new_count", "stands"),
    [
        (O.REJECTED, 2, None, False),
        (O.UPHELD, 2, None, False),
        (O.PARTLY, 2, Fraction(3, 2), False),
        (O.PARTLY, 2, 2, True),
        (O.PARTLY, 2, 3, True),
        (O.PARTLY, 2, 0, True),
        (O.PARTLY, 2, None, True),
        (O.PARTLY, None, 1, True),
        (O.UPHELD, 2, 1, True),
        (O.REJECTED, 2, 1, True),
    ],
)
def test_partly_right_leaves_less_than_before_and_more_than_nothing(
    outcome: O, count: int | None, new_count: Fraction | None, stands: bool
):
    objection = objection_to_decision(
        outcome, count=None if count is None else Fraction(count), new_count=None if new_count is None else Fraction(new_count)
    )

    assert objection is (ContestObjection.COUNT_OF_A_PART if stands else None)
