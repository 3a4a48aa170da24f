"""What the figures call for: each line of the table, and what stands against a move."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.remedies import (
    MEASURE,
    MONTH_ENDS,
    NOW,
    QUARTER_ENDS,
    a_notice,
    a_point,
    an_outturn,
    ids,
    months,
    points_of_a_quarter,
)
from noms.contracts.commissioning.notices import NoticeKind
from noms.contracts.commissioning.terminations import TerminationOutcome
from noms.contracts.commissioning.triggers import Obstacle, RemedyState, Trigger
from services.commissioning.escalation.rules import LEADS_TO, Decided, Notice, standing
from services.commissioning.shortfalls.rules import MonthFigure, QuarterFigure
from services.commissioning.triggers.rules import DEDUCTIONS, NOTICES, Facts, Finding, no_longer_borne_out, triggers

JULY, OCTOBER = date(2010, 7, 12), date(2010, 10, 12)


def called_for(
    figures: Iterable[QuarterFigure] = (),
    notices: Iterable[Notice] = (),
    deducted: Iterable[MonthFigure] = (),
    decisions: Iterable[Decided] = (),
    *,
    as_at: date = OCTOBER,
) -> list[Finding]:
    return list(triggers(Facts(tuple(figures), tuple(deducted), tuple(notices), tuple(decisions)), NOW, as_at))


def names(findings: list[Finding]) -> list[tuple[Trigger, bool]]:
    return [(finding.trigger, finding.obstacle is None) for finding in findings]


def test_a_measure_under_its_floor_calls_for_a_warning():
    figure = an_outturn()
    (found,) = called_for([figure], as_at=JULY)

    assert (found.trigger, found.calls_for, found.matter) == (Trigger.MEASURE_UNDER_FLOOR, RemedyState.WARNING, MEASURE)
    assert (found.evidence, found.quarter, found.obstacle) == (figure.evidence, 1, None)


def test_points_over_one_and_a_half_baselines_call_for_a_warning():
    assert names(called_for([points_of_a_quarter()])) == [(Trigger.POINTS_OVER_BASELINE, True)]


def test_good_figures_call_for_nothing():
    assert called_for([an_outturn(1, "90"), points_of_a_quarter(1, "150")], deducted=months(25, 20, 20)) == []


def test_a_failure_that_a_later_quarter_has_left_behind_calls_for_nothing():
    assert called_for([an_outturn(1, "80"), an_outturn(2, "95")]) == []


def test_a_quarter_that_is_not_over_calls_for_nothing():
    assert called_for([an_outturn()], as_at=QUARTER_ENDS[0]) == []


def test_no_second_warning_is_given_while_one_is_in_force():
    (found,) = called_for([an_outturn()], [a_notice()], as_at=JULY)

    assert found.obstacle is Obstacle.NOTICE_IN_FORCE


def test_a_warning_on_one_matter_does_not_stand_against_one_on_another():
    found = called_for([an_outturn(), points_of_a_quarter()], [a_notice()], as_at=JULY)

    assert {finding.matter: finding.obstacle for finding in found} == {
        MEASURE: Obstacle.NOTICE_IN_FORCE,
        "performance_points": None,
    }


def test_a_failure_that_was_put_right_calls_for_a_warning_only_when_it_comes_again():
    put_right = a_notice(rectified_on=date(2010, 8, 31))

    assert called_for([an_outturn()], [put_right], as_at=date(2010, 9, 1)) == []
    assert names(called_for([an_outturn(), an_outturn(2)], [put_right])) == [(Trigger.MEASURE_UNDER_FLOOR, True)]


def test_a_second_quarter_in_a_row_calls_for_an_improvement_notice():
    warning = a_notice()
    found = called_for([an_outturn(1), an_outturn(2)], [warning], as_at=date(2010, 10, 1))
    second = next(finding for finding in found if finding.trigger is Trigger.SECOND_QUARTER)

    assert (second.calls_for, second.follows, second.quarter) == (RemedyState.IMPROVEMENT_NOTICE, warning.notice_id, 2)


@pytest.mark.parametrize("figures", [[an_outturn(1), an_outturn(3)], [an_outturn(1), an_outturn(2, "95"), an_outturn(3)]])
def test_quarters_apart_are_not_in_a_row(figures: list[QuarterFigure]):
    found = called_for(figures, [a_notice(rectify_by=date(2011, 3, 1))], as_at=date(2011, 1, 5))

    assert Trigger.SECOND_QUARTER not in {finding.trigger for finding in found}


def test_without_a_warning_a_second_quarter_calls_for_a_warning_first():
    assert names(called_for([an_outturn(1), an_outturn(2)])) == [(Trigger.MEASURE_UNDER_FLOOR, True)]


def test_a_warning_that_is_not_put_right_by_its_day_calls_for_an_improvement_notice():
    warning = a_notice(rectify_by=date(2010, 10, 4))

    assert called_for(notices=[warning], as_at=date(2010, 10, 4)) == []
    (found,) = called_for(notices=[warning], as_at=date(2010, 10, 5))
    assert (found.trigger, found.follows, ids(found.evidence)) == (
        Trigger.NOT_RECTIFIED,
        warning.notice_id,
        {warning.notice_id},
    )


def improvement(matter: str, **changes: object) -> Notice:
    return a_notice(NoticeKind.IMPROVEMENT, matter=matter, rectify_by=None, **changes)


def test_two_improvement_notices_in_force_call_for_a_default_notice_and_each_counts_once():
    one, other = improvement("a"), improvement("b")
    (found,) = called_for(notices=[one, other])
    default = a_point(JULY, months=(), matter=NOTICES, given_on=JULY, rests_on=frozenset(ids(found.evidence)))

    assert (found.trigger, found.calls_for) == (Trigger.SEVERAL_NOTICES, RemedyState.DEFAULT)
    assert ids(found.evidence) == {one.notice_id, other.notice_id}
    assert called_for(notices=[one]) == []
    assert called_for(notices=[one, other, default]) == []
    assert called_for(notices=[one, other, default, improvement("c")]) == []
    assert names(called_for(notices=[one, other, default, improvement("c"), improvement("d")])) == [
        (Trigger.SEVERAL_NOTICES, True)
    ]


def test_deductions_call_for_a_default_notice_only_after_an_improvement_notice():
    deducted = months(30)

    assert [f.obstacle for f in called_for(deducted=deducted)] == [Obstacle.NO_IMPROVEMENT_NOTICE]
    assert [f.obstacle for f in called_for(notices=[a_notice(rectify_by=None)], deducted=deducted)] == [
        Obstacle.NO_IMPROVEMENT_NOTICE
    ]
    assert names(called_for(notices=[improvement("a")], deducted=deducted)) == [(Trigger.DEDUCTIONS_IN_A_MONTH, True)]


def test_under_a_default_further_deductions_score_further_points():
    first = a_point(MONTH_ENDS[0])
    found = called_for(notices=[first], deducted=months(30, 30))

    assert [(finding.months, finding.obstacle) for finding in found] == [((MONTH_ENDS[1],), None)]


def test_a_month_that_a_default_notice_counts_is_free_again_when_the_notice_is_withdrawn():
    withdrawn = a_point(MONTH_ENDS[0], withdrawn_on=date(2010, 8, 1))

    assert [f.months for f in called_for(notices=[improvement("a"), withdrawn], deducted=months(30))] == [(MONTH_ENDS[0],)]


def test_deductions_whose_point_would_have_fallen_out_call_for_nothing():
    notices = [improvement("a")]

    assert called_for(notices=notices, deducted=months(30), as_at=date(2011, 5, 29))
    assert called_for(notices=notices, deducted=months(30), as_at=date(2011, 5, 30)) == []


THREE = [a_point(MONTH_ENDS[place]) for place in (0, 1, 2)]


def test_three_points_call_for_the_purchasers_decision_until_it_is_taken():
    (found,) = called_for(notices=THREE)
    taken = Decided(TerminationOutcome.DO_NOT_TERMINATE, OCTOBER, frozenset(n.notice_id for n in THREE))

    assert (found.trigger, found.calls_for) == (Trigger.TERMINATION_POINTS, RemedyState.RIGHT_TO_TERMINATE)
    assert ids(found.evidence) == {notice.notice_id for notice in THREE}
    assert called_for(notices=THREE[:2]) == []
    assert called_for(notices=THREE, decisions=[taken]) == []


def restated(figures: Iterable[QuarterFigure], notices: Iterable[Notice], deducted: Iterable[MonthFigure] = ()) -> list[int]:
    """Which of the notices, by place, the figures no longer bear out."""
    known = tuple(notices)
    found = no_longer_borne_out(Facts(tuple(figures), tuple(deducted), known), NOW, OCTOBER)
    return [place for place, notice in enumerate(known) if notice.notice_id in found]


def test_a_notice_whose_figures_were_restated_is_no_longer_borne_out():
    assert restated([an_outturn(1, "80")], [a_notice()]) == []
    assert restated([an_outturn(1, "95")], [a_notice()]) == [0]
    assert restated([an_outturn(1, "95"), an_outturn(2, "80")], [a_notice()]) == [0]
    assert restated([], [a_notice()]) == [], "a figure that is not known now says nothing"
    assert restated([an_outturn(1, "95")], [a_notice(withdrawn_on=JULY), a_notice(rectified_on=JULY)]) == []


def test_a_point_whose_month_was_restated_is_no_longer_borne_out():
    alone, running = a_point(MONTH_ENDS[0]), a_point(MONTH_ENDS[3], months=MONTH_ENDS[1:4])

    assert restated([], [alone, running], months(30, 21, 21, 21)) == []
    assert restated([], [alone, running], months(25, 21, 20, 21)) == [0, 1]
    assert restated([], [a_point(MONTH_ENDS[0], rectified_on=JULY)], months(10)) == [0]


values = st.lists(st.integers(70, 110), min_size=1, max_size=6)
shares = st.lists(st.integers(0, 40), max_size=24)


@given(values, shares, st.integers(0, 700))
def test_an_open_finding_leads_from_where_the_agreement_stands(outturns: list[int], percents: list[int], after: int):
    """Walked move by move: whatever is open leads from the present state of its matter, and the state never skips a line."""
    as_at = date(2010, 5, 1) + timedelta(days=after)
    figures = [an_outturn(quarter, str(value)) for quarter, value in enumerate(outturns, 1)]
    notices: list[Notice] = []
    for _ in range(12):
        found = [f for f in called_for(figures, notices, months(*percents), as_at=as_at) if f.obstacle is None]
        given_now = next((finding for finding in found if finding.calls_for is not RemedyState.RIGHT_TO_TERMINATE), None)
        if given_now is None:
            break
        before = standing(notices, (), as_at)
        assert given_now.matter != DEDUCTIONS or before in LEADS_TO[given_now.trigger].from_states
        notices.append(answering(given_now, as_at))
        assert standing(notices, (), as_at) is not RemedyState.NONE
    points = [notice for notice in notices if notice.live_point_on(as_at)]

    assert (standing(notices, (), as_at) is RemedyState.RIGHT_TO_TERMINATE) == (len(points) >= 3)


def answering(found: Finding, as_at: date) -> Notice:
    """The notice that answers a finding on its day."""
    kinds = {RemedyState.WARNING: NoticeKind.WARNING, RemedyState.IMPROVEMENT_NOTICE: NoticeKind.IMPROVEMENT}
    told = {"matter": found.matter, "quarter": found.quarter, "given_on": as_at, "follows": found.follows}
    if found.calls_for in kinds:
        return a_notice(kinds[found.calls_for], rectify_by=as_at + timedelta(days=84), **told)
    scored_on = found.months[-1] if found.months else as_at
    return a_point(scored_on, months=found.months, rests_on=frozenset(ids(found.evidence)), **told)
