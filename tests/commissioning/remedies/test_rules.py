"""Which clocks run, how many working days are left, which acts are open to whom, and what a state brings with it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.remedies import MEASURE, a_notice, a_point, cited
from noms.calendar import is_working_day
from noms.contracts.commissioning.notices import NoticeKind
from noms.contracts.commissioning.remedies import Actor, ClockKind, ClockState, Move
from noms.contracts.commissioning.triggers import Effect, Obstacle, RemedyState, Trigger
from services.commissioning.remedies import rules
from services.commissioning.remedies.rules import Running
from services.commissioning.triggers.rules import Finding

GIVEN = date(2010, 7, 12)
DAY = date(2010, 7, 20)


def running(kind: NoticeKind = NoticeKind.WARNING, **changes: object) -> Running:
    told = {
        "notice_id": uuid4(), "kind": kind, "matter": MEASURE, "given_on": GIVEN, "plan_due_on": date(2010, 7, 26),
        "plan_awaits_decision": False, "rectify_by": date(2010, 10, 5), "stated": False,
    }  # fmt: skip
    return Running(**told | changes)


def clocks(notice: Running, day: date = DAY) -> dict[ClockKind, tuple[date, int, ClockState]]:
    found = rules.clocks_of([notice], monitored_every_days=7, as_at=day)
    return {clock.kind: (clock.due_on, clock.working_days_left, clock.state) for clock in found}


def test_a_warning_runs_two_clocks_for_the_provider():
    """From Tuesday 20 July 2010: four working days to Monday 26 July."""
    assert clocks(running()) == {
        ClockKind.PLAN: (date(2010, 7, 26), 4, ClockState.RUNNING),
        ClockKind.RECTIFICATION: (date(2010, 10, 5), 54, ClockState.RUNNING),
    }


def test_a_clock_is_overdue_on_the_day_after():
    assert clocks(running(), date(2010, 7, 26))[ClockKind.PLAN] == (date(2010, 7, 26), 0, ClockState.RUNNING)
    assert clocks(running(), date(2010, 7, 28))[ClockKind.PLAN] == (date(2010, 7, 26), -2, ClockState.OVERDUE)


def test_a_plan_that_is_in_stops_its_clock_and_a_default_notice_has_none():
    assert set(clocks(running(plan_due_on=None))) == {ClockKind.RECTIFICATION}
    assert clocks(running(NoticeKind.DEFAULT, plan_due_on=None, rectify_by=None)) == {}


@pytest.mark.parametrize(
    ("day", "due_on"),
    [
        (GIVEN, date(2010, 7, 19)),
        (date(2010, 7, 19), date(2010, 7, 19)),
        (date(2010, 7, 20), date(2010, 7, 26)),
        (date(2010, 8, 30), date(2010, 8, 31)),
        (date(2010, 8, 31), date(2010, 8, 31)),
    ],
)
def test_an_improvement_notice_is_monitored_every_week(day: date, due_on: date):
    """Monday 30 August 2010 was a bank holiday."""
    assert clocks(running(NoticeKind.IMPROVEMENT), day)[ClockKind.MONITORING][0] == due_on


@given(st.dates(date(2004, 6, 1), date(2030, 1, 1)), st.integers(0, 1000))
def test_monitoring_never_falls_on_a_day_that_is_no_working_day_and_never_is_far_away(given_on: date, after: int):
    as_at = given_on + timedelta(days=after)
    due_on = rules.next_monitoring_on(given_on, 7, as_at)

    assert is_working_day(due_on)
    assert as_at <= due_on <= as_at + timedelta(days=14)


def test_a_step_in_is_looked_at_again_before_it_was_to_end():
    """19 February 2019 was a Tuesday; 31 August 2019 a Saturday."""
    assert rules.review_of(uuid4(), date(2019, 2, 19), date(2018, 8, 20)).due_on == date(2019, 2, 19)
    review = rules.review_of(uuid4(), date(2019, 8, 31), date(2019, 9, 2))
    assert (review.due_on, review.by, review.state) == (date(2019, 8, 30), Actor.SECRETARY_OF_STATE, ClockState.OVERDUE)


def moves(findings: list[Finding], notices: list[Running], **changes: object) -> list[tuple[Move, Actor]]:
    told = {"step_in_id": None, "may_step_in": False, "agreement_in_force": True}
    return [(found.move, found.by) for found in rules.open_moves(findings, notices, **told | changes)]


FAILS = Finding(Trigger.MEASURE_UNDER_FLOOR, MEASURE, "it fails", (cited(),))
BARRED = Finding(Trigger.DEDUCTIONS_IN_A_MONTH, "deductions", "much", (cited(),), Obstacle.NO_IMPROVEMENT_NOTICE)
THREE = Finding(Trigger.TERMINATION_POINTS, "termination_points", "three", (cited(),))


def test_what_the_figures_call_for_is_open_to_the_purchaser_unless_something_stands_against_it():
    assert moves([FAILS, BARRED, THREE], []) == [
        (Move.GIVE_WARNING, Actor.COMMISSIONER),
        (Move.DECIDE_ON_TERMINATION, Actor.COMMISSIONER),
    ]
    assert moves([FAILS], [], agreement_in_force=False) == []


def test_a_warning_waits_for_the_providers_side_and_plan():
    assert moves([], [running()]) == [
        (Move.STATE_SIDE, Actor.PROVIDER),
        (Move.SUBMIT_PLAN, Actor.PROVIDER),
        (Move.DECLARE_RECTIFIED, Actor.COMMISSIONER),
        (Move.WITHDRAW, Actor.COMMISSIONER),
    ]


def test_a_plan_that_is_in_waits_for_the_purchaser():
    waiting = running(plan_due_on=None, plan_awaits_decision=True, stated=True)

    assert moves([], [waiting])[0] == (Move.DECIDE_ON_PLAN, Actor.COMMISSIONER)


def test_a_step_in_is_open_at_a_contracted_prison_and_once_begun_can_be_ended():
    assert moves([], [], may_step_in=True) == [(Move.STEP_IN, Actor.SECRETARY_OF_STATE)]
    assert moves([], [], may_step_in=True, step_in_id=uuid4()) == [(Move.END_STEP_IN, Actor.SECRETARY_OF_STATE)]
    assert moves([], [], may_step_in=True, agreement_in_force=False) == []


def test_a_point_tells_how_long_it_counts():
    point = rules.point_of(a_point(date(2010, 6, 30)), date(2011, 7, 20))
    fallen = rules.point_of(a_point(date(2010, 6, 30)), date(2011, 7, 30))

    assert (point.live, point.days_left) == (True, 10)
    assert (fallen.live, fallen.days_left) == (False, 0)


def test_effects_are_those_of_the_table_and_a_rectified_default_goes_on_as_a_point():
    improvement, point = a_notice(NoticeKind.IMPROVEMENT), a_point(date(2010, 6, 30), rectified_on=date(2010, 7, 30))
    found = [(told.effect, told.since) for told in rules.effects_of([improvement], [point], right=False)]

    assert found == [
        (Effect.REPEAT_MULTIPLIER, GIVEN),
        (Effect.WEEKLY_MONITORING, GIVEN),
        (Effect.TERMINATION_POINT, point.given_on),
    ]


def test_the_right_brings_the_purchasers_decision_with_it_from_the_latest_point():
    points = [a_point(date(2010, 6, 30)), a_point(date(2010, 9, 30)), a_point(date(2010, 8, 31))]
    last = list(rules.effects_of([], points, right=True))[-1]

    assert (last.effect, last.since, last.notice_id) == (Effect.PURCHASER_DECIDES, date(2010, 10, 12), None)


def test_the_standing_is_told_in_words():
    points = [a_point(date(2010, 6, 30))]
    told = list(rules.because(RemedyState.STEP_IN, [a_notice()], points, needed=3, stepped_in_on=date(2018, 8, 20)))

    assert told == [
        "The Secretary of State stepped in on 2018-08-20 and has not ended the appointment.",
        "1 of 3 termination points count; the next falls out on 2011-07-30.",
        "The warning of 2010-07-12 on programme_completions is in force.",
    ]
    assert list(rules.because(RemedyState.NONE, [], [], needed=3, stepped_in_on=None)) == [
        "No notice is in force and no termination point counts."
    ]
