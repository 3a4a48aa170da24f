"""Plans: no objective without a need, no need without an objective or a recorded reason."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.plans import NewPlan
from services.offender_mgmt.plans.rules import Findings, plan_faults, review_day, review_limit

ASSESSMENT = UUID("0197a1de-7c00-7000-8000-000000000001")
EARLIER = UUID("0197a1de-7c00-7000-8000-000000000000")
CODES = ["ACC", "ETE", "REL", "LIFE", "DRUG", "ALC", "THINK", "ATT"]


def objective(code, assessment=ASSESSMENT, **changes):
    return {"need": {"assessment_id": assessment, "section_code": code}, "objective": "To change."} | changes


def unmet(code, assessment=ASSESSMENT):
    need = {"assessment_id": assessment, "section_code": code}
    return {"need": need, "reason_code": "not_available", "reason": "No course in this prison."}


def plan(objectives=(), unmet_needs=(), agreed_on="2010-04-26", **changes):
    return NewPlan(agreed_on=agreed_on, objectives=list(objectives), unmet_needs=list(unmet_needs), **changes)


def findings(*needs):
    return Findings(ASSESSMENT, date(2010, 4, 19), needs)


def faults_of(new, *needs):
    return [(fault.pointer, fault.code) for fault in plan_faults(new, findings(*needs), as_at=date(2010, 6, 1))]


def test_a_plan_that_answers_every_need_may_stand():
    assert faults_of(plan([objective("THINK")], [unmet("DRUG")]), "THINK", "DRUG") == []


def test_an_objective_without_a_need_is_not_a_plan():
    with pytest.raises(ValueError, match=r"objectives\.0\.need"):
        plan([{"objective": "Keep busy."}])


def test_an_objective_that_names_a_section_which_is_not_a_need_is_refused():
    faults = faults_of(plan([objective("THINK"), objective("FIN")]), "THINK")

    assert faults == [("/objectives/1/need/section_code", "not_a_need")]


def test_an_objective_that_names_an_earlier_assessment_is_refused():
    faults = faults_of(plan([objective("THINK", EARLIER), objective("THINK")]), "THINK")

    assert faults == [("/objectives/0/need/assessment_id", "not_latest_assessment")]


def test_a_need_that_nothing_answers_is_refused_and_named():
    faults = plan_faults(plan([objective("THINK")]), findings("THINK", "DRUG"), as_at=date(2010, 6, 1))

    assert [(fault.pointer, fault.code) for fault in faults] == [("/unmet_needs", "need_unanswered")]
    assert "DRUG" in faults[0].message


def test_a_reason_is_not_recorded_for_a_section_that_is_not_a_need():
    assert faults_of(plan([], [unmet("ACC")])) == [("/unmet_needs/0/need/section_code", "not_a_need")]


def test_a_need_is_not_met_and_unmet_at_once():
    faults = faults_of(plan([objective("DRUG")], [unmet("DRUG")]), "DRUG")

    assert faults == [("/unmet_needs/0/need/section_code", "need_is_served")]


def test_an_unmet_need_has_one_reason():
    faults = faults_of(plan([], [unmet("DRUG"), unmet("DRUG")]), "DRUG")

    assert faults == [
        ("/unmet_needs/0/need/section_code", "unmet_twice"),
        ("/unmet_needs/1/need/section_code", "unmet_twice"),
    ]


def test_several_objectives_may_serve_one_need():
    assert faults_of(plan([objective("DRUG"), objective("DRUG")]), "DRUG") == []


def test_a_person_without_needs_may_have_a_plan_without_objectives():
    assert faults_of(plan()) == []


def test_a_plan_is_agreed_after_the_assessment_and_not_in_the_future():
    assert faults_of(plan(agreed_on="2010-04-18")) == [("/agreed_on", "before_assessment")]
    assert faults_of(plan(agreed_on="2010-06-02")) == [("/agreed_on", "in_the_future")]


def test_an_objective_is_not_complete_before_the_plan_begins():
    faults = faults_of(plan([objective("DRUG", complete_by="2010-04-25")]), "DRUG")

    assert faults == [("/objectives/0/complete_by", "before_plan")]


@given(needs=st.sets(st.sampled_from(CODES)), served=st.sets(st.sampled_from(CODES)), left=st.sets(st.sampled_from(CODES)))
def test_a_plan_stands_exactly_when_each_need_is_answered_once_and_nothing_else_is(needs, served, left):
    new = plan([objective(code) for code in sorted(served)], [unmet(code) for code in sorted(left)])
    sound = served | left == needs and not served & left

    assert (faults_of(new, *sorted(needs)) == []) is sound


def test_a_plan_is_reviewed_within_four_months():
    # Source: West Yorkshire Probation Trust evidence PB 65: every four months, kept as sixteen weeks.
    assert review_limit(date(2010, 4, 26)) == date(2010, 8, 16)


def test_after_the_standards_of_2007_the_officer_sets_the_review():
    # Source: written ministerial statement of 5 April 2011.
    assert review_limit(date(2011, 4, 5)) is None
    assert review_day(plan(agreed_on="2011-04-05", review_by="2011-12-01")) == date(2011, 12, 1)


def test_a_review_that_the_officer_does_not_set_falls_on_the_last_day_allowed():
    assert review_day(plan()) == date(2010, 8, 16)


def test_an_officer_may_bring_a_review_forward_but_not_put_it_off():
    assert faults_of(plan(review_by="2010-06-01")) == []
    assert faults_of(plan(review_by="2010-08-17")) == [("/review_by", "review_too_late")]


@pytest.mark.parametrize(("day", "faults"), [("2021-04-04", []), ("2021-04-05", [("/review_by", "too_far_ahead")])])
def test_where_no_standard_limits_a_review_it_lies_within_ten_years(day, faults):
    late = plan_faults(plan(agreed_on="2011-04-05", review_by=day), findings(), as_at=date(2011, 4, 5))

    assert [(fault.pointer, fault.code) for fault in late] == faults


def test_an_objective_lies_within_ten_years():
    assert faults_of(plan([objective("THINK", complete_by="2020-04-25")]), "THINK") == []
    assert faults_of(plan([objective("THINK", complete_by="2020-04-26")]), "THINK") == [
        ("/objectives/0/complete_by", "too_far_ahead")
    ]


def test_a_review_comes_after_the_plan():
    assert faults_of(plan(review_by="2010-04-26")) == [("/review_by", "before_plan")]
