"""Where an agreement stands: the printed table, points that fall out after thirteen months, and no right without three."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.remedies import NOW, a_notice, a_point
from noms.contracts.commissioning.notices import NoticeKind, NoticeState
from noms.contracts.commissioning.terminations import TerminationOutcome
from noms.contracts.commissioning.triggers import Effect, RemedyState, Trigger
from services.commissioning.escalation import rules
from services.commissioning.escalation.rules import Decided, Notice

JUNE, SEPTEMBER, NOVEMBER = date(2010, 6, 30), date(2010, 9, 30), date(2010, 11, 30)
DAY = date(2010, 12, 15)
THREE = (a_point(JUNE), a_point(SEPTEMBER), a_point(NOVEMBER))
S = RemedyState


def test_the_table_is_the_printed_one():
    """Source: commissioning notes 4.7, line by line; what leads "from notice" to default leads on from a default as well."""
    assert [(sorted(line.from_states), sorted(line.triggers), line.to) for line in rules.TRANSITIONS] == [
        (["none"], ["measure_under_floor", "points_over_baseline"], S.WARNING),
        (["warning"], ["not_rectified", "second_quarter"], S.IMPROVEMENT_NOTICE),
        (
            ["default", "improvement_notice", "right_to_terminate"],
            ["deductions_in_a_month", "deductions_months_running", "several_notices"],
            S.DEFAULT,
        ),
        (["default"], ["termination_points"], S.RIGHT_TO_TERMINATE),
        (
            ["default", "improvement_notice", "none", "right_to_terminate", "warning"],
            ["likely_loss_of_control", "loss_of_control"],
            S.STEP_IN,
        ),
    ]


def test_every_trigger_leads_somewhere_and_to_one_place():
    assert set(rules.LEADS_TO) == set(Trigger)
    assert sum(len(line.triggers) for line in rules.TRANSITIONS) == len(Trigger)


def test_an_improvement_notice_puts_the_repeat_multiplier_on_and_is_monitored_weekly():
    assert rules.LEADS_TO[Trigger.SECOND_QUARTER].effects == (Effect.REPEAT_MULTIPLIER, Effect.WEEKLY_MONITORING)
    assert NOW.monitored_every_days == 7


def test_the_sourced_parameters_are_those_of_the_model_book():
    """Source: standard PFI payment mechanism, model book 3102."""
    assert (NOW.month_share * 100, NOW.running_share * 100, NOW.months_running) == (25, 20, 3)
    assert (NOW.points_for_the_right, NOW.point_lasts_months) == (3, 13)


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2004, 6, 1), date(2018, 8, 20)])
def test_parameters_hold_from_their_day_and_the_first_ones_before(day: date):
    assert rules.parameters_on(day) is rules.PARAMETERS[0]


def test_without_any_notice_there_is_no_remedy():
    assert rules.standing((), (), DAY) is S.NONE


@pytest.mark.parametrize(("kind", "state"), [(NoticeKind.WARNING, S.WARNING), (NoticeKind.IMPROVEMENT, S.IMPROVEMENT_NOTICE)])
def test_the_gravest_notice_in_force_decides(kind: NoticeKind, state: RemedyState):
    assert rules.standing((a_notice(matter="other"), a_notice(kind)), (), DAY) is state


def test_a_notice_decides_nothing_before_its_day():
    assert rules.standing((a_notice(),), (), date(2010, 7, 11)) is S.NONE
    assert rules.standing((a_notice(),), (), date(2010, 7, 12)) is S.WARNING


def test_a_graver_notice_takes_the_place_of_the_warning_until_it_is_withdrawn():
    warning = a_notice()
    graver = a_notice(NoticeKind.IMPROVEMENT, follows=warning.notice_id, given_on=date(2010, 10, 12))
    taken_back = a_notice(
        NoticeKind.IMPROVEMENT, follows=warning.notice_id, given_on=date(2010, 10, 12), withdrawn_on=date(2010, 11, 1)
    )

    assert rules.state_of_notice(warning, (warning, graver), date(2010, 10, 11)) is NoticeState.IN_FORCE
    assert rules.state_of_notice(warning, (warning, graver), DAY) is NoticeState.FOLLOWED
    assert rules.state_of_notice(warning, (warning, taken_back), date(2010, 10, 31)) is NoticeState.FOLLOWED
    assert rules.state_of_notice(warning, (warning, taken_back), DAY) is NoticeState.IN_FORCE


def test_what_is_put_right_is_closed_and_what_is_withdrawn_later_is_withdrawn():
    put_right = a_notice(rectified_on=date(2010, 10, 18))
    both = a_notice(rectified_on=date(2010, 10, 18), withdrawn_on=date(2010, 11, 1))

    assert rules.state_of_notice(put_right, (put_right,), date(2010, 10, 17)) is NoticeState.IN_FORCE
    assert rules.state_of_notice(put_right, (put_right,), date(2010, 10, 18)) is NoticeState.RECTIFIED
    assert rules.state_of_notice(both, (both,), date(2010, 11, 1)) is NoticeState.WITHDRAWN
    assert rules.state_of_notice(both, (both,), date(2010, 7, 1)) is None


@pytest.mark.parametrize(
    ("scored_on", "out"),
    [
        (date(2010, 6, 30), date(2011, 7, 30)),
        (date(2010, 7, 31), date(2011, 8, 31)),
        (date(2011, 1, 31), date(2012, 2, 29)),
        (date(2012, 1, 31), date(2013, 2, 28)),
    ],
)
def test_a_point_falls_out_thirteen_months_after_the_month_that_earned_it(scored_on: date, out: date):
    point = a_point(scored_on)

    assert rules.falls_out_on(scored_on, NOW) == out
    assert point.live_point_on(out - timedelta(days=1))
    assert not point.live_point_on(out)
    assert rules.state_of_notice(point, (point,), out) is NoticeState.LAPSED


def test_a_point_counts_on_when_the_failure_is_put_right_and_no_more_when_the_notice_is_withdrawn():
    assert a_point(JUNE, rectified_on=date(2010, 8, 1)).live_point_on(DAY)
    assert not a_point(JUNE, withdrawn_on=date(2010, 8, 1)).live_point_on(DAY)
    assert a_point(JUNE, withdrawn_on=date(2010, 8, 1)).live_point_on(date(2010, 7, 31))


def test_three_points_in_thirteen_months_give_the_right_and_two_do_not():
    """Source: standard PFI payment mechanism, model book 3102."""
    assert rules.standing(THREE, (), DAY) is S.RIGHT_TO_TERMINATE
    assert rules.standing(THREE[:2], (), DAY) is S.DEFAULT
    assert rules.standing(THREE, (), date(2011, 7, 30)) is S.DEFAULT, "the first has fallen out"


def test_three_points_that_never_count_at_once_give_no_right():
    scattered = (a_point(JUNE), a_point(date(2011, 4, 30)), a_point(date(2011, 8, 31)))

    assert all(rules.standing(scattered, (), JUNE + timedelta(days=after)) is not S.RIGHT_TO_TERMINATE for after in range(900))


def decided(outcome: TerminationOutcome, *points: Notice) -> Decided:
    return Decided(outcome, date(2010, 12, 14), frozenset(point.notice_id for point in points))


def test_a_decision_not_to_terminate_uses_the_right_up_until_a_further_point():
    declined = decided(TerminationOutcome.DO_NOT_TERMINATE, *THREE)
    fourth = a_point(date(2010, 12, 31))

    assert rules.standing(THREE, (declined,), date(2010, 12, 13)) is S.RIGHT_TO_TERMINATE
    assert rules.standing(THREE, (declined,), DAY) is S.DEFAULT
    assert rules.standing((*THREE, fourth), (declined,), date(2011, 1, 12)) is S.RIGHT_TO_TERMINATE


def test_a_decision_to_terminate_leaves_the_right_exercised():
    assert rules.standing(THREE, (decided(TerminationOutcome.TERMINATE, *THREE),), DAY) is S.RIGHT_TO_TERMINATE


days = st.dates(date(2010, 1, 1), date(2014, 12, 31))


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    """Any notice on record: closed or not, default or not."""
    given_on = draw(days)
    ends = {name: draw(st.none() | st.dates(given_on, date(2015, 12, 31))) for name in ("rectified_on", "withdrawn_on")}
    if draw(st.booleans()):
        scored_on = given_on - timedelta(days=draw(st.integers(0, 400)))
        out = rules.falls_out_on(scored_on, NOW)
        return a_point(scored_on, given_on=given_on, falls_out_on=out, **ends)
    return a_notice(draw(st.sampled_from([NoticeKind.WARNING, NoticeKind.IMPROVEMENT])), given_on=given_on, **ends)


@given(st.lists(notices(), max_size=8), days)
def test_there_is_no_right_to_terminate_without_three_live_points(known: list[Notice], day: date):
    live = [n for n in known if n.falls_out_on and n.given_on <= day < n.falls_out_on and not n.withdrawn_by(day)]
    state = rules.standing(known, (), day)

    assert (state is S.RIGHT_TO_TERMINATE) == (len(live) >= 3)
    assert (state in {S.DEFAULT, S.RIGHT_TO_TERMINATE}) == bool(live)


@given(st.lists(notices(), max_size=8), days)
def test_a_later_point_never_makes_the_state_milder(known: list[Notice], day: date):
    order = [S.NONE, S.WARNING, S.IMPROVEMENT_NOTICE, S.DEFAULT, S.RIGHT_TO_TERMINATE]
    graver = [*known, a_point(day - timedelta(days=20), given_on=day)]

    assert order.index(rules.standing(graver, (), day)) >= order.index(rules.standing(known, (), day))


@given(st.lists(notices(), max_size=6), days)
def test_whatever_is_withdrawn_counts_for_nothing(known: list[Notice], day: date):
    withdrawn = [rules.Notice(**{**vars(notice), "withdrawn_on": notice.given_on}) for notice in known]

    assert rules.standing(withdrawn, (), day) is S.NONE
