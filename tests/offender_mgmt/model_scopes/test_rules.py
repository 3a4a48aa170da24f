"""The scope of the Offender Management Model: each phase on its first day, each test, and what a missing fact does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.model_scopes import (
    ModelPhase,
    ModelSentence,
    RiskOfSeriousHarm,
    Scope,
    ScopeReason,
    ScopeToCheck,
)
from services.offender_mgmt.model_scopes.rules import model_scope

VERY_HIGH, MEDIUM = RiskOfSeriousHarm.VERY_HIGH, RiskOfSeriousHarm.MEDIUM


def asked(*serving: str, **changes: object) -> ScopeToCheck:
    facts = {"as_at": "2009-10-01", "age_years": 24, "serving": list(serving), "longest_sentence_months": 36, "rosh": "high"}
    return ScopeToCheck.model_validate(facts | changes)


@pytest.mark.parametrize(
    ("kind", "eve", "first_day", "phase"),
    [
        # Source: NOMS phases: April 2006, November 2006 (NPS Bulletin 41), February 2008; days are house rule 0098
        ("community_order", "2006-03-31", "2006-04-01", ModelPhase.ONE),
        ("suspended_sentence_order", "2006-03-31", "2006-04-01", ModelPhase.ONE),
        ("licence", "2006-03-31", "2006-04-01", ModelPhase.ONE),
        ("determinate_custody", "2006-10-31", "2006-11-01", ModelPhase.TWO),
        ("ipp_custody", "2008-01-31", "2008-02-01", ModelPhase.THREE),
    ],
)
def test_each_phase_begins_on_its_day(kind: str, eve: str, first_day: str, phase: ModelPhase):
    before, after = model_scope(asked(kind, as_at=eve)), model_scope(asked(kind, as_at=first_day))

    assert (before.scope, before.phase) == (Scope.OUT, phase)
    assert (after.scope, after.phase) == (Scope.IN, phase)


@pytest.mark.parametrize(
    ("changes", "scope"),
    [
        # Source: joint inspection of 2009-10: adults of twelve months and over, high or very high risk; PPOs; IPP
        ({}, Scope.IN),
        ({"rosh": "very_high"}, Scope.IN),
        ({"rosh": "medium"}, Scope.OUT),
        ({"rosh": "low", "priority_offender": True}, Scope.IN),
        ({"rosh": None}, Scope.UNKNOWN),
        ({"rosh": None, "priority_offender": True}, Scope.IN),
        ({"longest_sentence_months": 12}, Scope.IN),
        ({"longest_sentence_months": 11}, Scope.OUT),
        ({"longest_sentence_months": 11, "priority_offender": True}, Scope.OUT),
        ({"longest_sentence_months": None}, Scope.UNKNOWN),
        ({"longest_sentence_months": None, "rosh": "medium"}, Scope.OUT),
        ({"age_years": 18}, Scope.IN),
        ({"age_years": 17}, Scope.OUT),
    ],
)
def test_determinate_custody_is_in_scope_by_length_and_by_risk_or_priority(changes: dict[str, object], scope: Scope):
    assert model_scope(asked("determinate_custody", **changes)).scope is scope


def test_life_sentences_came_into_no_phase():
    found = model_scope(asked("life_custody"))

    assert (found.scope, found.phase) == (Scope.OUT, None)
    assert [test.code for test in found.tests] == [ScopeReason.KIND_IN_A_PHASE]


def test_a_lifer_stays_one_beside_a_determinate_sentence_and_not_beside_imprisonment_for_public_protection():
    assert model_scope(asked("life_custody", "determinate_custody")).scope is Scope.OUT
    assert model_scope(asked("life_custody", "ipp_custody")).phase is ModelPhase.THREE


def test_nothing_served_is_out_of_scope():
    assert model_scope(asked()).scope is Scope.OUT


def test_in_prison_the_custody_decides_whatever_order_runs_beside_it():
    both = model_scope(asked("community_order", "determinate_custody", rosh="low"))

    assert (both.scope, both.phase) == (Scope.OUT, ModelPhase.TWO)


def test_public_protection_imprisonment_needs_no_level_of_risk():
    assert model_scope(asked("ipp_custody", rosh=None, longest_sentence_months=None)).scope is Scope.IN


questions = st.builds(
    ScopeToCheck,
    as_at=st.dates(date(2004, 1, 1), date(2012, 1, 1)),
    age_years=st.integers(15, 80),
    serving=st.lists(st.sampled_from(ModelSentence), max_size=3),
    longest_sentence_months=st.none() | st.integers(0, 60),
    rosh=st.none() | st.sampled_from(RiskOfSeriousHarm),
    priority_offender=st.booleans(),
)


@given(questions)
def test_whoever_is_in_scope_stays_in_scope_on_any_later_day(question: ScopeToCheck):
    if model_scope(question).scope is Scope.IN:
        assert model_scope(question.model_copy(update={"as_at": date(2012, 6, 1)})).scope is Scope.IN


@given(questions)
def test_an_answer_that_is_not_known_becomes_one_or_the_other_when_the_facts_are(question: ScopeToCheck):
    if model_scope(question).scope is Scope.UNKNOWN:
        known = {"longest_sentence_months": 36, "rosh": VERY_HIGH}
        less = {"longest_sentence_months": 3, "rosh": MEDIUM, "priority_offender": False}
        assert model_scope(question.model_copy(update=known)).scope is Scope.IN or question.longest_sentence_months is not None
        assert model_scope(question.model_copy(update=less)).scope is Scope.OUT


@given(questions)
def test_in_scope_means_that_no_test_of_general_kind_failed(question: ScopeToCheck):
    found = model_scope(question)
    either = {ScopeReason.HIGH_RISK, ScopeReason.PRIORITY_OFFENDER}
    failed = [test for test in found.tests if test.met is False and test.code not in either]

    assert found.scope is not Scope.IN or not failed
