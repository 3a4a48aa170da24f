"""Which notice may be given on which finding, the clocks that it starts, and how it is closed."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.remedies import MEASURE, NOW, cited
from noms.calendar import is_working_day, working_days_between
from noms.contracts.commissioning.notices import NoticeKind, NoticeState
from noms.contracts.commissioning.triggers import Evidence, Obstacle, Trigger
from services.commissioning.notices import rules
from services.commissioning.notices.rules import NoticeObjection
from services.commissioning.triggers.rules import Finding

O = NoticeObjection  # noqa: E741 - read as the objections that they are
GIVEN, TODAY = date(2010, 7, 12), date(2011, 1, 4)
FIRST, OTHER = cited(), cited()
WARNED = Finding(Trigger.MEASURE_UNDER_FLOOR, MEASURE, "it fails", (FIRST,), quarter=1)
DEDUCTED = Finding(Trigger.DEDUCTIONS_IN_A_MONTH, "deductions", "it was much", (FIRST,), months=(date(2010, 6, 30),))


def giving(**changes: object) -> O | None:
    told = {
        "for_the_commissioner": True, "agreement_state": "live", "given_on": GIVEN, "starts_on": date(2010, 4, 1),
        "ends_on": date(2012, 3, 31), "last_given_on": None, "clause_allows": True, "as_at": TODAY,
    }  # fmt: skip
    return rules.objection_to_giving(**told | changes)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"agreement_state": "suspended"}, None),
        ({"given_on": date(2010, 4, 1)}, None),
        ({"given_on": date(2011, 1, 4)}, None),
        ({"last_given_on": GIVEN}, None),
        ({"for_the_commissioner": False}, O.NOT_THE_COMMISSIONER),
        ({"agreement_state": "draft"}, O.AGREEMENT_NOT_IN_FORCE),
        ({"agreement_state": "signed"}, O.AGREEMENT_NOT_IN_FORCE),
        ({"agreement_state": "terminated"}, O.AGREEMENT_NOT_IN_FORCE),
        ({"given_on": date(2011, 1, 5)}, O.IN_THE_FUTURE),
        ({"given_on": date(2010, 3, 31)}, O.OUTSIDE_THE_AGREEMENT),
        ({"given_on": date(2012, 4, 1), "as_at": date(2013, 1, 1)}, O.OUTSIDE_THE_AGREEMENT),
        ({"last_given_on": date(2010, 7, 13)}, O.BEFORE_THE_LAST_NOTICE),
        ({"clause_allows": False}, O.NO_SUCH_CLAUSE),
    ],
)
def test_a_notice_is_given_by_the_purchaser_under_an_agreement_in_force_and_in_order(changes: dict, objection: O | None):
    assert giving(**changes) is objection


def asked(kind: NoticeKind = NoticeKind.WARNING, matter: str = MEASURE, evidence: tuple[Evidence, ...] = (FIRST,)) -> dict:
    return {"kind": kind, "matter": matter, "cited": frozenset(evidence)}


def test_a_notice_rests_on_a_finding_that_its_evidence_shows():
    assert rules.finding_for([WARNED, DEDUCTED], **asked()) is WARNED
    assert rules.finding_for([WARNED], **asked(evidence=(FIRST, OTHER))) is WARNED


@pytest.mark.parametrize(
    "wanted",
    [
        asked(evidence=(OTHER,)),
        asked(matter="another_measure"),
        asked(NoticeKind.IMPROVEMENT),
        asked(NoticeKind.DEFAULT),
        asked(evidence=(Evidence(kind="occurrence", id=FIRST.id),)),
    ],
)
def test_without_a_finding_that_calls_for_it_no_notice_is_given(wanted: dict):
    assert rules.finding_for([WARNED], **wanted) is O.NOTHING_CALLS_FOR_IT
    assert rules.finding_for([], **wanted) is O.NOTHING_CALLS_FOR_IT


@pytest.mark.parametrize(
    ("obstacle", "objection"),
    [(Obstacle.NOTICE_IN_FORCE, O.NOTICE_IN_FORCE), (Obstacle.NO_IMPROVEMENT_NOTICE, O.NO_IMPROVEMENT_NOTICE)],
)
def test_an_obstacle_to_the_finding_stands_against_the_notice(obstacle: Obstacle, objection: O):
    barred = Finding(WARNED.trigger, MEASURE, "", (FIRST,), obstacle)
    free = Finding(WARNED.trigger, MEASURE, "", (FIRST,))

    assert rules.finding_for([barred], **asked()) is objection
    assert rules.finding_for([barred, free], **asked()) is free


def test_a_warning_gives_ten_working_days_for_a_plan():
    """From Monday 12 July 2010 to Monday 26 July; sixty working days end on Tuesday 5 October, past a bank holiday in August."""
    clocks = rules.clocks_of(NoticeKind.WARNING, GIVEN, WARNED, NOW)

    assert (clocks.plan_due_on, clocks.rectify_by) == (date(2010, 7, 26), date(2010, 10, 5))
    assert (clocks.scored_on, clocks.falls_out_on) == (None, None)


def test_a_default_notice_is_a_point_from_the_month_that_earned_it():
    clocks = rules.clocks_of(NoticeKind.DEFAULT, GIVEN, DEDUCTED, NOW)

    assert (clocks.plan_due_on, clocks.rectify_by) == (None, None)
    assert (clocks.scored_on, clocks.falls_out_on) == (date(2010, 6, 30), date(2011, 7, 30))


def test_a_default_notice_for_several_notices_is_a_point_from_its_own_day():
    several = Finding(Trigger.SEVERAL_NOTICES, "notices", "", (FIRST,))

    assert rules.clocks_of(NoticeKind.DEFAULT, GIVEN, several, NOW).scored_on == GIVEN


@given(st.dates(date(2004, 6, 1), date(2030, 1, 1)), st.sampled_from([NoticeKind.WARNING, NoticeKind.IMPROVEMENT]))
def test_no_clock_ends_on_a_day_that_is_no_working_day(given_on: date, kind: NoticeKind):
    clocks = rules.clocks_of(kind, given_on, WARNED, NOW)

    assert clocks.plan_due_on is not None
    assert clocks.rectify_by is not None
    assert is_working_day(clocks.plan_due_on)
    assert is_working_day(clocks.rectify_by)
    assert [working_days_between(given_on, day) for day in (clocks.plan_due_on, clocks.rectify_by)] == [10, 60]


def rectifying(**changes: object) -> O | None:
    told = {
        "for_the_commissioner": True, "state": NoticeState.IN_FORCE, "given_on": GIVEN, "rectified_on": date(2010, 10, 18),
        "rests_on": (FIRST,), "cited": (OTHER,), "fails_since": False, "as_at": TODAY,
    }  # fmt: skip
    return rules.objection_to_rectification(**told | changes)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"cited": (FIRST, OTHER)}, None),
        ({"for_the_commissioner": False}, O.NOT_THE_COMMISSIONER),
        ({"state": NoticeState.FOLLOWED}, O.NOTICE_NOT_IN_FORCE),
        ({"state": NoticeState.RECTIFIED}, O.NOTICE_NOT_IN_FORCE),
        ({"rectified_on": date(2011, 1, 5)}, O.IN_THE_FUTURE),
        ({"rectified_on": date(2010, 7, 11)}, O.BEFORE_THE_NOTICE),
        ({"cited": (FIRST,)}, O.NO_NEW_EVIDENCE),
        ({"fails_since": True}, O.STILL_FAILING),
    ],
)
def test_a_failure_is_put_right_on_new_evidence_while_no_later_figure_fails(changes: dict, objection: O | None):
    assert rectifying(**changes) is objection


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"state": NoticeState.RECTIFIED}, None),
        ({"state": NoticeState.LAPSED}, None),
        ({"for_the_commissioner": False}, O.NOT_THE_COMMISSIONER),
        ({"state": NoticeState.FOLLOWED}, O.NOTICE_NOT_IN_FORCE),
        ({"state": NoticeState.WITHDRAWN}, O.NOTICE_NOT_IN_FORCE),
        ({"withdrawn_on": date(2011, 1, 5)}, O.IN_THE_FUTURE),
        ({"withdrawn_on": date(2010, 7, 11)}, O.BEFORE_THE_NOTICE),
    ],
)
def test_a_notice_is_withdrawn_once_and_not_from_under_a_graver_one(changes: dict, objection: O | None):
    told = {
        "for_the_commissioner": True, "state": NoticeState.IN_FORCE, "given_on": GIVEN, "withdrawn_on": date(2010, 8, 2),
        "as_at": TODAY,
    }  # fmt: skip
    assert rules.objection_to_withdrawal(**told | changes) is objection


def test_evidence_is_what_it_says_and_not_only_its_number():
    number = uuid4()

    assert cited(of=number) == cited(of=number)
    assert cited(of=number) != Evidence(kind="notice", id=number)
