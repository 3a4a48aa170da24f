"""Scoring answers to OASys."""

import pytest

from builders.offender_mgmt import personas
from house.running import Running
from noms.contracts.offender_mgmt.assessments import Answer
from noms.contracts.offender_mgmt.oasys_scores import Severity
from services.offender_mgmt.assessments.rules import SCORED_SECTIONS, SectionResult
from services.offender_mgmt.oasys_scores import rules

PATH = "/v1/oasys/score"


def scored(**scores: int) -> dict[str, SectionResult]:
    """The sections by code; a question is written q8_4."""
    answers = [Answer(question=name[1:].replace("_", "."), score=score) for name, score in scores.items()]
    return {result.section.code: result for result in rules.results(answers)}


@pytest.mark.parametrize(
    ("answers", "severity"),
    [
        ({"q8_4": 1}, Severity.NONE),
        ({"q8_4": 2}, Severity.STANDARD),
        ({"q8_4": 2, "q8_5": 2, "q8_6": 2, "q8_8": 1}, Severity.STANDARD),
        ({"q8_4": 2, "q8_5": 2, "q8_6": 2, "q8_8": 2}, Severity.SEVERE),
    ],
)
def test_drug_misuse_is_a_need_from_two_and_severe_from_eight(answers: dict[str, int], severity: Severity):
    """Source: hmpps-assess-risks-and-needs Section.kt."""
    (result,) = [found for code, found in scored(**answers).items() if found.section.section == "8"]

    assert rules.severity(result) is severity


def test_a_section_without_answers_has_neither_score_nor_severity():
    results = scored(q8_4=2)

    assert {code for code, result in results.items() if result.score is not None} == {
        section.code for section in SCORED_SECTIONS if section.section == "8"
    }
    assert [rules.severity(result) for result in results.values() if result.score is None] == [None] * 9


def test_every_section_that_can_be_a_need_can_be_a_severe_one():
    with_threshold = {section.code: section for section in SCORED_SECTIONS if section.need_threshold is not None}

    assert rules.SEVERE_FROM.keys() == with_threshold.keys()
    assert all(
        (section.need_threshold or 0) < rules.SEVERE_FROM[code] <= (section.max_score or 0)
        for code, section in with_threshold.items()
    )


async def test_scores_needs_and_what_is_unanswered_are_answered(service: Running):
    asked = {"answers": [{"question": "8.4", "score": 2}, {"question": "3.3", "score": 2}, {"question": "11.5", "score": 0}]}
    async with service.as_(personas.offender_supervisor) as client:
        answer = (await client.post(PATH, json=asked)).json()
    sections = {section["section"]: section for section in answer["sections"]}

    assert (sections["8"]["score"], sections["8"]["need"], sections["8"]["severity"]) == (2, True, "standard")
    assert sections["8"]["unanswered"] == ["8.5", "8.6", "8.8", "8.9"]
    assert (sections["11"]["score"], sections["11"]["severity"]) == (0, "none")
    assert (sections["12"]["score"], sections["12"]["severity"]) == (None, None)
    assert answer["needs"] == [sections["3"]["section_code"], sections["8"]["section_code"]]


@pytest.mark.parametrize(
    ("answers", "pointer", "code"),
    [
        ([{"question": "8.4", "score": 3}], "/answers/0/score", "less_than_equal"),
        ([{"question": "3.3", "score": 1}], "/answers/0/score", "off_scale"),
        ([{"question": "12.30", "score": 1}], "/answers/0/question", "unknown_question"),
        ([{"question": "1.7", "score": 1}], "/answers/0/question", "not_scored"),
        ([{"question": "8.4", "score": 1}, {"question": "8.4", "score": 2}], "/answers/1/question", "answered_twice"),
        ([], "/answers", "too_short"),
    ],
)
async def test_answers_that_the_bank_does_not_allow_are_named(
    service: Running, answers: list[dict[str, object]], pointer: str, code: str
):
    async with service.as_(personas.offender_manager) as client:
        refused = await client.post(PATH, json={"answers": answers})

    assert refused.status_code == 422
    assert (pointer, code) in [(error["pointer"], error["code"]) for error in refused.json()["errors"]]
