"""OASys: section scores and needs. Thresholds and items are those of hmpps-assess-risks-and-needs, Section.kt."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.assessments import NewAssessment
from noms.reference.oasys import load_oasys_questions
from services.offender_mgmt.assessments.rules import (
    SCORED_SECTIONS,
    assessment_faults,
    needs,
    reaches_need,
    section_results,
    section_score,
)

BORN_ON = date(1984, 3, 9)
AS_AT = date(2010, 6, 1)
SECTIONS = {section.code: section for section in SCORED_SECTIONS}

# Source: ARNS Section.kt, as printed in the domain notes c1: section, need items, maximum, threshold.
PRINTED = [
    ("ACC", "3.3 3.4 3.5 3.6", 8, 2),
    ("ETE", "4.2 4.3 4.4 4.5", 8, 3),
    ("FIN", "5.2 5.3 5.4 5.5 5.6", 10, None),
    ("REL", "6.1 6.3 6.6", 6, 2),
    ("LIFE", "7.2 7.3 7.5", 6, 2),
    ("DRUG", "8.4 8.5 8.6 8.8 8.9", 10, 2),
    ("ALC", "9.1 9.2 9.3 9.5", 8, 4),
    ("EMO", "10.1 10.2 10.3 10.4 10.5 10.6", 12, None),
    ("THINK", "11.5 11.6 11.7 11.9", 8, 4),
    ("ATT", "12.1 12.4 12.5 12.8", 8, 2),
]


def assessment(answers=(), scores=(), on="2010-04-19"):
    return NewAssessment(
        purpose="start_of_order",
        completed_on=on,
        answers=[{"question": question, "score": score} for question, score in answers],
        section_scores=[{"section_code": code, "score": score} for code, score in scores],
    )


def result_of(code, **changes):
    return next(result for result in section_results(assessment(**changes)) if result.section.code == code)


def faults_of(**changes):
    faults = assessment_faults(assessment(**changes), born_on=BORN_ON, as_at=AS_AT)
    return [(fault.pointer, fault.code) for fault in faults]


def test_the_scored_sections_are_the_ten_of_the_printed_table():
    table = [(s.code, " ".join(s.need_items), s.max_score, s.need_threshold) for s in SCORED_SECTIONS]

    assert table == PRINTED


def test_a_section_of_which_nothing_was_answered_has_no_score_which_is_not_zero():
    assert result_of("ALC", answers=[("8.4", 1)]).score is None
    assert result_of("ALC", answers=[("9.1", 0)]).score == 0


def test_a_section_without_a_score_is_not_a_need():
    assert result_of("ACC", answers=[("8.4", 1)]).need is False


def test_the_answers_that_were_given_are_added_up():
    drug = result_of("DRUG", answers=[("8.4", 1), ("8.5", 2), ("8.8", 1)])

    assert (drug.score, drug.need) == (4, True)


def test_impulsivity_and_temper_do_not_count_towards_thinking_and_behaviour():
    think = result_of("THINK", answers=[("11.2", 2), ("11.4", 2), ("11.5", 1), ("11.6", 1), ("11.7", 1)])

    assert (think.score, think.need) == (3, False)


@pytest.mark.parametrize(("code", "threshold"), [(code, threshold) for code, _, _, threshold in PRINTED if threshold])
def test_a_section_is_a_need_at_its_threshold_and_not_one_below(code, threshold):
    assert reaches_need(SECTIONS[code], threshold)
    assert not reaches_need(SECTIONS[code], threshold - 1)


@pytest.mark.parametrize("code", ["FIN", "EMO"])
def test_a_section_without_a_threshold_is_never_a_need_by_its_score(code):
    highest = SECTIONS[code].max_score

    assert result_of(code, scores=[(code, highest)]).score == highest
    assert result_of(code, scores=[(code, highest)]).need is False


def test_a_section_may_be_given_as_its_score():
    found = section_results(assessment(scores=[("THINK", 5), ("ACC", 1)], answers=[("12.1", 2)]))

    assert needs(found) == ("THINK", "ATT")


def test_a_question_that_the_bank_does_not_have_is_refused():
    assert faults_of(answers=[("8.4", 1), ("8.99", 1)]) == [("/answers/1/question", "unknown_question")]


def test_a_question_that_is_not_scored_is_refused():
    assert faults_of(answers=[("6.7", 1)]) == [("/answers/0/question", "not_scored")]


def test_no_fixed_abode_is_scored_nought_or_two_and_never_one():
    assert faults_of(answers=[("3.3", 1)]) == [("/answers/0/score", "off_scale")]
    assert faults_of(answers=[("3.3", 2)]) == []


def test_a_question_is_answered_once():
    twice = faults_of(answers=[("8.4", 1), ("8.4", 2)])

    assert twice == [("/answers/0/question", "answered_twice"), ("/answers/1/question", "answered_twice")]


def test_a_section_score_above_the_maximum_is_refused():
    assert faults_of(scores=[("REL", 7)]) == [("/section_scores/0/score", "above_maximum")]
    assert faults_of(scores=[("REL", 6)]) == []


@pytest.mark.parametrize("code", ["HEALTH", "OFFENDING", "ROSH_SUMMARY", "NOSUCH"])
def test_a_section_without_a_score_cannot_be_given_one(code):
    assert faults_of(scores=[(code, 1)]) == [("/section_scores/0/section_code", "no_score")]


def test_answers_and_a_score_for_the_same_section_are_refused():
    assert faults_of(answers=[("9.1", 1)], scores=[("ALC", 1)]) == [("/section_scores/0", "answers_and_score")]


def test_a_section_is_scored_once():
    assert ("/section_scores/1/section_code", "scored_twice") in faults_of(scores=[("ALC", 1), ("ALC", 2)])


def test_an_assessment_with_nothing_in_it_is_refused():
    assert faults_of() == [("/answers", "nothing_answered")]


def test_an_assessment_is_not_recorded_before_it_is_complete():
    assert faults_of(answers=[("8.4", 1)], on="2010-06-02") == [("/completed_on", "in_the_future")]


@pytest.mark.parametrize(
    ("born_on", "faults"),
    [
        (date(2000, 4, 19), []),
        (date(2000, 4, 20), [("/completed_on", "too_young")]),
        (date(2010, 4, 20), [("/completed_on", "before_birth")]),
    ],
)
def test_nobody_is_assessed_before_the_age_of_criminal_responsibility(born_on, faults):
    sheet = assessment(answers=[("8.4", 1)], on="2010-04-19")

    assert [(fault.pointer, fault.code) for fault in assessment_faults(sheet, born_on=born_on, as_at=AS_AT)] == faults


ANSWERABLE = [question for question in load_oasys_questions() if question.scale.scores]
answer_sheets = st.fixed_dictionaries({}, optional={q.question: st.sampled_from(q.scale.scores) for q in ANSWERABLE})


@given(answer_sheets)
def test_scores_stay_between_nought_and_the_maximum_of_the_section(answers):
    for section in SCORED_SECTIONS:
        score = section_score(section, answers)
        assert score is None or 0 <= score <= section.max_score


@given(answer_sheets, st.sampled_from(ANSWERABLE))
def test_a_worse_answer_never_takes_a_need_away(answers, question):
    worst = answers | {question.question: max(question.scale.scores)}

    for section in SCORED_SECTIONS:
        if reaches_need(section, section_score(section, answers)):
            assert reaches_need(section, section_score(section, worst))


@given(answer_sheets.filter(bool))
def test_every_sheet_the_question_bank_allows_may_be_recorded(answers):
    assert faults_of(answers=list(answers.items())) == []
