"""Assessments with two needs, drug misuse and thinking and behaviour, valid by default."""

from typing import Any

from noms.contracts.offender_mgmt.assessments import NewAssessment

DRUG_ANSWERS = [{"question": "8.4", "score": 1}, {"question": "8.5", "score": 2}]


def new_assessment(**changes: Any) -> NewAssessment:
    """Made at the start of the order: drugs 3, thinking 5, accommodation 1."""
    facts: dict[str, Any] = {
        "purpose": "start_of_order",
        "completed_on": "2010-10-08",
        "answers": DRUG_ANSWERS,
        "section_scores": [{"section_code": "THINK", "score": 5}, {"section_code": "ACC", "score": 1}],
    }
    return NewAssessment.model_validate(facts | changes)
