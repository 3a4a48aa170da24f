"""The dose of a programme: its pace, its days, and the last day on which it can begin in time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.calendar import OutsideCalendar, bank_holidays
from noms.contracts.interventions.cohorts import Weekday
from noms.reference.programmes import load_programmes, programme
from services.interventions.programmes.rules import (
    PACES,
    SLOTS_OF_PACE,
    is_unverified,
    last_day_for_sessions,
    latest_feasible_start,
    latest_start_of,
    session_calendar,
    sessions_each_week,
)

WEEKDAYS = st.lists(st.sampled_from(Weekday), min_size=1, max_size=7, unique=True)
DAYS = st.dates(date(2005, 4, 4), date(2012, 12, 31))
SESSIONS = st.integers(1, 90)


def test_weekly_sessions_fall_on_their_slot_and_pass_over_the_easter_and_may_bank_holidays():
    """Bank holidays of 2010: 5 April, 3 May, 31 May. Source: domain notes, interventions 2.9."""
    calendar = session_calendar(date(2010, 3, 29), [Weekday.MONDAY], 4)

    assert calendar.held_on == (date(2010, 3, 29), date(2010, 4, 12), date(2010, 4, 19), date(2010, 4, 26))
    assert calendar.bank_holidays_skipped == (date(2010, 4, 5),)


def test_the_royal_wedding_of_29_april_2011_is_skipped_like_any_bank_holiday():
    calendar = session_calendar(date(2011, 4, 22), [Weekday.FRIDAY], 1)

    assert calendar.held_on == (date(2011, 5, 6),)
    assert calendar.bank_holidays_skipped == (date(2011, 4, 22), date(2011, 4, 29))


def test_the_first_session_waits_for_the_first_slot():
    calendar = session_calendar(date(2010, 9, 7), [Weekday.THURSDAY, Weekday.MONDAY], 3)

    assert calendar.held_on == (date(2010, 9, 9), date(2010, 9, 13), date(2010, 9, 16))


@given(DAYS, WEEKDAYS, SESSIONS)
def test_a_calendar_has_every_slot_from_its_first_day_on_either_as_a_session_or_as_a_skipped_bank_holiday(
    first_on, weekdays, sessions
):
    calendar = session_calendar(first_on, weekdays, sessions)
    slots = {list(Weekday).index(weekday) for weekday in weekdays}
    span = (calendar.held_on[-1] - first_on).days + 1
    expected = [day for day in (first_on + timedelta(days=n) for n in range(span)) if day.weekday() in slots]

    assert sorted(calendar.held_on + calendar.bank_holidays_skipped) == expected
    assert len(calendar.held_on) == sessions
    assert not any(day in bank_holidays(day.year) for day in calendar.held_on)
    assert all(day in bank_holidays(day.year) for day in calendar.bank_holidays_skipped)


@given(DAYS, WEEKDAYS, SESSIONS)
def test_the_dose_fits_from_the_latest_feasible_start_and_from_no_later_slot(last_session_by, weekdays, sessions):
    start = latest_feasible_start(sessions, weekdays, last_session_by)

    assert start is not None
    assert session_calendar(start, weekdays, sessions).held_on[0] == start
    assert session_calendar(start, weekdays, sessions).held_on[-1] <= last_session_by
    assert session_calendar(start + timedelta(days=1), weekdays, sessions).held_on[-1] > last_session_by


def test_thinking_skills_under_an_order_that_ends_in_may_2011_must_begin_by_the_end_of_november_2010():
    """19 Mondays with 42 days kept free, counted back by hand over the bank holidays of 3 January and 27 December."""
    tsp = programme("TSP")

    assert last_day_for_sessions(date(2011, 5, 31), as_at=date(2010, 7, 12)) == date(2011, 4, 19)
    assert latest_start_of(tsp, date(2011, 5, 31), as_at=date(2010, 7, 12)) == date(2010, 11, 29)


def test_a_programme_whose_sessions_no_source_counts_has_no_latest_start():
    assert latest_start_of(programme("BBR"), date(2013, 5, 31), as_at=date(2012, 7, 12)) is None


@pytest.mark.parametrize("ends_on", [date(1, 1, 1), date(1978, 1, 5), date(9999, 12, 31)])
def test_an_order_beyond_the_calendar_has_no_latest_start_rather_than_a_guess(ends_on):
    assert latest_start_of(programme("TSP"), ends_on, as_at=date(2010, 7, 12)) is None


def test_sessions_beyond_the_calendar_are_refused():
    with pytest.raises(OutsideCalendar):
        session_calendar(date(9999, 12, 31), [Weekday.MONDAY], 1)


def test_substance_abuse_groups_meet_twice_a_week_and_domestic_abuse_groups_once():
    """Source: domain notes, interventions 2.5."""
    assert (sessions_each_week("OSAP"), sessions_each_week("IDAP"), sessions_each_week("DID")) == (2, 1, 1)


def test_every_pace_names_a_programme_of_the_catalogue_its_source_and_a_set_of_slots():
    codes = {row.code for row in load_programmes()}

    assert {pace.programme_code for pace in PACES} <= codes
    assert all(pace.source.startswith("Source: ") for pace in PACES)
    assert all(len(SLOTS_OF_PACE[sessions_each_week(code)]) == sessions_each_week(code) for code in codes)


def test_a_programme_known_from_a_select_committee_is_verified_and_one_from_hearsay_is_not():
    assert not is_unverified(programme("ETS"))
    assert is_unverified(programme("IDAP"))
    assert is_unverified(programme("TSP")), "its sessions and its risk floor are general knowledge"
