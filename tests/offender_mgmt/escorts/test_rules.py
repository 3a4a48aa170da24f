"""Escorts: what can be booked, how they go on, and what is on time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.escorts import escort
from noms.contracts.offender_mgmt.escorts import EscortState
from services.offender_mgmt.escorts.rules import MOVES, Course, booking_faults, move_faults, share_on_time

ON = date(2010, 9, 6)
DUE = datetime(2010, 9, 6, 9, 0, tzinfo=UTC)
LEFT = DUE - timedelta(hours=1)
NOW = DUE + timedelta(days=1)


def arrived(minutes_after: float) -> Course:
    return Course(DUE, LEFT, DUE + timedelta(minutes=minutes_after))


def at_fault(held_in: str | None = "RHI", **changes: Any) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in booking_faults(escort(**changes), held_in=held_in, on=ON)]


def codes(course: Course, to: EscortState, at: datetime = DUE) -> list[str]:
    return [each.code for each in move_faults(course, to, at, "/at", now=NOW)]


def test_an_escort_of_somebody_held_there_may_be_booked():
    assert at_fault() == []


def test_from_court_a_person_may_come_who_was_never_in_prison():
    assert at_fault(held_in=None, direction="from_court") == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"held_in": "LWI"}, ("/establishment_code", "not_in_that_establishment")),
        ({"establishment_code": "QQI"}, ("/establishment_code", "no_such_establishment")),
        ({"due_at": "2010-09-06T07:15:00Z"}, ("/due_at", "not_after_collection")),
        ({"due_at": "2010-09-07T07:15:01Z"}, ("/due_at", "not_after_collection")),
        ({"provider": "QQQ"}, ("/provider", "unknown_provider")),
    ],
)
def test_an_escort_that_cannot_be_names_the_field(changes: dict[str, Any], fault: tuple[str, str]):
    assert at_fault(**changes) == [fault]


def test_an_escort_that_arrives_at_the_very_minute_is_on_time_and_a_second_later_is_not():
    assert (arrived(0).on_time, arrived(0).minutes_late) == (True, 0)
    assert (arrived(1 / 60).on_time, arrived(1 / 60).minutes_late) == (False, 0)
    assert (arrived(12.9).on_time, arrived(12.9).minutes_late) == (False, 12)
    assert (Course(DUE).on_time, Course(DUE).minutes_late) == (None, None)


def test_an_escort_departs_before_it_arrives_and_is_cancelled_only_before_it_departs():
    assert codes(Course(DUE), EscortState.ARRIVED) == ["out_of_turn"]
    assert codes(Course(DUE), EscortState.DEPARTED) == codes(Course(DUE), EscortState.CANCELLED) == []
    assert codes(Course(DUE, LEFT), EscortState.CANCELLED) == ["out_of_turn"]
    assert codes(Course(DUE, LEFT), EscortState.ARRIVED) == []
    assert codes(Course(DUE, cancelled_at=LEFT), EscortState.DEPARTED) == ["out_of_turn"]
    assert codes(arrived(0), EscortState.ARRIVED) == ["out_of_turn"]


def test_nothing_is_recorded_before_it_happened_or_in_the_wrong_order():
    assert codes(Course(DUE), EscortState.DEPARTED, NOW + timedelta(seconds=1)) == ["in_the_future"]
    assert codes(Course(DUE, LEFT), EscortState.ARRIVED, LEFT) == ["before_departure"]


def test_a_time_that_is_days_away_is_taken_for_a_mistyped_day():
    two_days = timedelta(days=2)

    assert codes(Course(DUE), EscortState.DEPARTED, DUE - two_days) == []
    assert codes(Course(DUE), EscortState.DEPARTED, DUE - two_days - timedelta(seconds=1)) == ["days_apart"]
    before = Course(DUE, NOW - two_days - timedelta(seconds=1))
    assert codes(before, EscortState.ARRIVED, NOW) == ["days_apart"]


def test_the_share_on_time_is_of_those_that_arrived():
    assert share_on_time([]) is share_on_time([Course(DUE), Course(DUE, cancelled_at=DUE)]) is None
    assert share_on_time([arrived(0), arrived(-5), arrived(5), Course(DUE)]) == 66.7


@given(st.lists(st.sampled_from(EscortState), max_size=8))
def test_whatever_is_tried_an_escort_ends_once(tries: list[EscortState]):
    course, ends = Course(DUE), 0
    for to in tries:
        if to is EscortState.BOOKED or codes(course, to):
            continue
        ends += not MOVES[to]
        course = {
            EscortState.DEPARTED: Course(DUE, LEFT),
            EscortState.ARRIVED: arrived(0),
            EscortState.CANCELLED: Course(DUE, cancelled_at=LEFT),
        }[to]

    assert ends <= 1
