"""On which days a record is closed, and who may open it again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.offender_mgmt.access.rules import (
    Asked,
    Days,
    LiftingObjection,
    Objection,
    in_force,
    lapses_on,
    objection_to_asking,
    objection_to_confirming,
)

TODAY = date(2010, 12, 1)
OPEN_ENDED = Days(TODAY, None)
LIFTED = datetime(2010, 12, 1, 9, tzinfo=UTC)
days = st.dates(date(2005, 1, 1), date(2015, 12, 31))


def test_a_record_is_closed_from_today_on_without_an_end():
    assert OPEN_ENDED.objection(as_at=TODAY) is None


def test_nobody_is_kept_from_what_they_saw_yesterday():
    assert Days(date(2010, 11, 30), None).objection(as_at=TODAY) is Objection.BEGINS_IN_THE_PAST


def test_a_closure_of_one_day_is_one():
    assert Days(TODAY, TODAY).objection(as_at=TODAY) is None


def test_a_last_day_before_the_first_is_refused():
    assert Days(date(2010, 12, 4), date(2010, 12, 3)).objection(as_at=TODAY) is Objection.ENDS_BEFORE_IT_BEGINS


def test_a_day_that_no_calendar_reaches_is_a_slip_of_the_pen():
    assert Days(TODAY, date(2099, 12, 31)).objection(as_at=TODAY) is None
    assert Days(TODAY, date(2100, 1, 1)).objection(as_at=TODAY) is Objection.ENDS_TOO_LATE
    assert Days(date(9999, 12, 31), None).objection(as_at=TODAY) is Objection.BEGINS_TOO_LATE


@given(first=days, length=st.integers(0, 400) | st.none(), on=days)
def test_a_closure_holds_on_its_first_and_last_day_and_every_day_between(first: date, length: int | None, on: date):
    last = None if length is None else first + timedelta(days=length)

    assert in_force(Days(first, last), lifted_at=None, as_at=on) == (first <= on and (last is None or on <= last))
    assert not in_force(Days(first, last), lifted_at=LIFTED, as_at=on)


@pytest.mark.parametrize(
    ("closure", "lifted_at", "before", "objection"),
    [
        (OPEN_ENDED, None, (), None),
        (OPEN_ENDED, LIFTED, (), LiftingObjection.LIFTED_ALREADY),
        (Days(date(2010, 11, 1), date(2010, 11, 30)), None, (), LiftingObjection.ENDED_ALREADY),
        (Days(date(2010, 11, 1), TODAY), None, (), None),
        (OPEN_ENDED, None, (Asked("rita", TODAY),), LiftingObjection.ASKED_FOR_ALREADY),
        (OPEN_ENDED, None, (Asked("rita", date(2010, 11, 30)),), None),
    ],
)
def test_a_lifting_is_asked_for_once_while_the_closure_lasts(closure, lifted_at, before, objection):
    assert objection_to_asking(closure, lifted_at=lifted_at, before=before, as_at=TODAY) is objection


@pytest.mark.parametrize(
    ("by", "lapses", "lifted_at", "objection"),
    [
        ("ravi", TODAY, None, None),
        ("rita", TODAY, None, LiftingObjection.SAME_PERSON),
        ("ravi", date(2010, 11, 30), None, LiftingObjection.LAPSED),
        ("ravi", TODAY, LIFTED, LiftingObjection.LIFTED_ALREADY),
    ],
)
def test_another_person_confirms_before_the_asking_lapses(by, lapses, lifted_at, objection):
    found = objection_to_confirming(Asked("rita", lapses), OPEN_ENDED, lifted_at=lifted_at, by=by, as_at=TODAY)

    assert found is objection


def test_what_was_asked_for_on_the_first_can_be_confirmed_until_the_fifteenth():
    assert lapses_on(TODAY) == date(2010, 12, 15)


@given(by=st.text(min_size=1, max_size=20), lapses=days, on=days)
def test_whoever_asked_never_confirms(by: str, lapses: date, on: date):
    found = objection_to_confirming(Asked(by, lapses), Days(on, None), lifted_at=None, by=by, as_at=on)

    assert found is LiftingObjection.SAME_PERSON
