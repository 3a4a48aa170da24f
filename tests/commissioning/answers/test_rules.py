"""The provider's side stands once, its plan waits for a decision, and every clock falls on a working day."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.remedies import NOW
from noms.calendar import is_working_day
from noms.contracts.commissioning.answers import PlanOutcome
from noms.contracts.commissioning.notices import NoticeState
from services.commissioning.answers import rules
from services.commissioning.answers.rules import Answered, Plan
from services.commissioning.answers.rules import AnswerObjection as A

GIVEN, STATED, TODAY = date(2010, 7, 12), date(2010, 7, 20), date(2011, 1, 4)
WAITING = Plan(1, STATED, submitted_by_caller=False, outcome=None)
ACCEPTED, REJECTED = (Plan(1, STATED, submitted_by_caller=False, outcome=outcome) for outcome in PlanOutcome)


def answered(**changes: object) -> Answered:
    told = {
        "notice_id": uuid4(), "agreement_id": uuid4(), "given_on": GIVEN, "state": NoticeState.IN_FORCE, "agreement_ends_on": date(2012, 3, 31),
        "plan_due_on": date(2010, 7, 26), "given_by_caller": False, "for_the_provider": True, "for_the_commissioner": True,
    }  # fmt: skip
    return Answered(**told | changes)


def stating(notice: Answered | None = None, **changes: object) -> A | None:
    told = {"stated_on": STATED, "versions": 0, "amends": 0, "as_at": TODAY}
    return rules.objection_to_statement(notice or answered(), **told | changes)


def planning(notice: Answered | None = None, **changes: object) -> A | None:
    told = {"submitted_on": STATED, "rectified_by": date(2010, 10, 29), "plans": (), "as_at": TODAY}
    return rules.objection_to_plan(notice or answered(), **told | changes)


def deciding(notice: Answered | None = None, **changes: object) -> A | None:
    told = {"version": 1, "decided_on": date(2010, 7, 28), "plans": (WAITING,), "as_at": TODAY}
    return rules.objection_to_plan_decision(notice or answered(), **told | changes)


@pytest.mark.parametrize(
    ("notice", "changes", "objection"),
    [
        ({}, {}, None),
        ({}, {"stated_on": GIVEN}, None),
        ({}, {"versions": 2, "amends": 2}, None),
        ({"state": NoticeState.WITHDRAWN}, {}, None),
        ({"for_the_provider": False}, {}, A.NOT_THE_PROVIDER),
        ({"given_by_caller": True}, {}, A.SPOKE_FOR_THE_OTHER),
        ({}, {"stated_on": date(2011, 1, 5)}, A.IN_THE_FUTURE),
        ({}, {"stated_on": date(2010, 7, 11)}, A.BEFORE_WHAT_IT_ANSWERS),
        ({}, {"versions": 1}, A.STATED_ALREADY),
        ({}, {"versions": 2, "amends": 1}, A.NOT_THE_LATEST_VERSION),
        ({}, {"amends": 1}, A.NOT_THE_LATEST_VERSION),
    ],
)
def test_the_providers_side_stands_once_and_is_amended_by_version(notice: dict, changes: dict, objection: A | None):
    assert stating(answered(**notice), **changes) is objection


@pytest.mark.parametrize(
    ("notice", "changes", "objection"),
    [
        ({}, {}, None),
        ({}, {"submitted_on": date(2010, 12, 24), "rectified_by": date(2011, 1, 3)}, None),
        ({}, {"plans": (REJECTED,)}, None),
        ({"for_the_provider": False}, {}, A.NOT_THE_PROVIDER),
        ({"given_by_caller": True}, {}, A.SPOKE_FOR_THE_OTHER),
        ({"plan_due_on": None}, {}, A.NO_PLAN_ASKED_FOR),
        ({"state": NoticeState.FOLLOWED}, {}, A.NOTICE_NOT_IN_FORCE),
        ({"state": NoticeState.RECTIFIED}, {}, A.NOTICE_NOT_IN_FORCE),
        ({}, {"submitted_on": date(2011, 1, 5)}, A.IN_THE_FUTURE),
        ({}, {"submitted_on": date(2010, 7, 11)}, A.BEFORE_WHAT_IT_ANSWERS),
        ({}, {"plans": (WAITING,)}, A.PLAN_AWAITS_DECISION),
        ({}, {"plans": (ACCEPTED,)}, A.PLAN_ACCEPTED_ALREADY),
        ({}, {"rectified_by": STATED}, A.RECTIFIED_BEFORE_SUBMITTED),
        ({}, {"rectified_by": date(STATED.year + 1, STATED.month, STATED.day + 1)}, A.RECTIFIED_TOO_LATE),
        ({}, {"rectified_by": date(2012, 4, 1)}, A.RECTIFIED_AFTER_THE_AGREEMENT),
    ],
)
def test_a_plan_is_taken_even_late_unless_another_waits_or_is_accepted(notice: dict, changes: dict, objection: A | None):
    assert planning(answered(**notice), **changes) is objection


@pytest.mark.parametrize(
    ("notice", "changes", "objection"),
    [
        ({}, {}, None),
        ({}, {"decided_on": STATED}, None),
        ({"for_the_commissioner": False}, {}, A.NOT_THE_COMMISSIONER),
        ({}, {"plans": ()}, A.NO_PLAN_TO_DECIDE),
        ({}, {"version": 2}, A.NO_PLAN_TO_DECIDE),
        ({}, {"plans": (ACCEPTED,)}, A.NO_PLAN_TO_DECIDE),
        ({}, {"plans": (Plan(1, STATED, submitted_by_caller=True, outcome=None),)}, A.SPOKE_FOR_THE_OTHER),
        ({}, {"decided_on": date(2011, 1, 5)}, A.IN_THE_FUTURE),
        ({}, {"decided_on": date(2010, 7, 19)}, A.BEFORE_WHAT_IT_ANSWERS),
        ({"state": NoticeState.WITHDRAWN}, {}, A.NOTICE_NOT_IN_FORCE),
    ],
)
def test_only_the_latest_plan_is_decided_on_once_and_by_the_other_side(notice: dict, changes: dict, objection: A | None):
    assert deciding(answered(**notice), **changes) is objection


def test_after_a_rejection_a_new_plan_is_due_in_ten_working_days():
    """28 July 2010 was a Wednesday; the ten working days end on Wednesday 11 August."""
    due = rules.next_due_on(PlanOutcome.REJECTED, decided_on=date(2010, 7, 28), rectified_by=date(2010, 10, 29), parameters=NOW)

    assert due == date(2010, 8, 11)


def test_an_accepted_plan_sets_the_clock_to_its_own_day_or_the_next_working_day():
    """30 October 2010 was a Saturday."""
    due = rules.next_due_on(PlanOutcome.ACCEPTED, decided_on=date(2010, 7, 28), rectified_by=date(2010, 10, 30), parameters=NOW)

    assert due == date(2010, 11, 1)


@given(st.sampled_from(PlanOutcome), st.dates(date(2004, 6, 1), date(2030, 1, 1)), st.dates(date(2004, 6, 2), date(2030, 1, 1)))
def test_a_clock_never_falls_on_a_day_that_is_no_working_day(outcome: PlanOutcome, decided_on: date, rectified_by: date):
    due = rules.next_due_on(outcome, decided_on=decided_on, rectified_by=rectified_by, parameters=NOW)

    assert is_working_day(due)
    assert due >= (decided_on if outcome is PlanOutcome.REJECTED else rectified_by)
