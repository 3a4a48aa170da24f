"""Plans for the two needs of the assessment that `builders.offender_mgmt.assessments` makes, valid by default."""

from typing import Any

from noms.contracts.offender_mgmt.plans import NewPlan


def objective(assessment_id: str, section_code: str = "THINK", **changes: Any) -> dict[str, Any]:
    """An objective for one need."""
    need = {"assessment_id": assessment_id, "section_code": section_code}
    return {"need": need, "objective": "Stop and think before acting.", "actions": ["Complete TSP."]} | changes


def unmet_need(assessment_id: str, section_code: str = "DRUG", **changes: Any) -> dict[str, Any]:
    """A need that has to wait."""
    need = {"assessment_id": assessment_id, "section_code": section_code}
    return {"need": need, "reason_code": "later_in_sentence", "reason": "After the programme."} | changes


def new_plan(assessment_id: str, **changes: Any) -> NewPlan:
    """Thinking is worked on, drugs have to wait."""
    facts: dict[str, Any] = {
        "agreed_on": "2010-10-20",
        "objectives": [objective(assessment_id)],
        "unmet_needs": [unmet_need(assessment_id)],
    }
    return NewPlan.model_validate(facts | changes)
