"""The needs of the statement's person, the plan that meets them, and public protection, as JSON."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import any_, case, func, literal_column, null, select
from sqlalchemy.dialects.postgresql import INTEGER
from sqlalchemy.sql.expression import ColumnElement, SQLColumnExpression

from noms.chassis.database.shaping import json_first, json_list, json_of, json_row, word
from noms.contracts.offender_mgmt.assessments import SectionView
from noms.contracts.offender_mgmt.casefile import CaseNeeds, CasePlan
from noms.contracts.offender_mgmt.plans import ObjectiveView, UnmetNeedView
from noms.contracts.offender_mgmt.public_protection import PublicProtectionDetail, PublicProtectionView
from services.offender_mgmt.assessments.rules import SCORED_SECTIONS
from services.offender_mgmt.assessments.tables import AssessmentRow, score_column
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.plans.tables import ObjectiveRow, PlanRow, UnmetNeedRow
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.registers.queries import STANDING, registrations_json
from services.offender_mgmt.sights.rules import sights
from services.offender_mgmt.victims.queries import case_contact_json

Json = SQLColumnExpression[Any]


def needs() -> Json:
    """What the latest assessment found, section by section."""
    sections = [
        json_of(
            SectionView,
            section_code=word(section.code),
            section=word(section.section),
            name=word(section.name),
            pathway_code=_constant(section.pathway_code),
            score=getattr(AssessmentRow, score_column(section.code)),
            max_score=_constant(section.max_score),
            need_threshold=_constant(section.need_threshold),
            need=word(section.code) == any_(AssessmentRow.needs),
        )
        for section in SCORED_SECTIONS
    ]
    completed = select(AssessmentRow).where(AssessmentRow.crn == PersonRow.crn)
    latest = (AssessmentRow.completed_on.desc(), AssessmentRow.recorded_at.desc())
    return json_first(json_row(CaseNeeds, AssessmentRow, sections=func.json_build_array(*sections)), completed, *latest)


def plan() -> Json:
    """The plan that was agreed last."""
    objectives = select(ObjectiveRow).where(ObjectiveRow.plan_id == PlanRow.plan_id)
    unmet_needs = select(UnmetNeedRow).where(UnmetNeedRow.plan_id == PlanRow.plan_id)
    shaped = json_row(
        CasePlan,
        PlanRow,
        objectives=json_list(_named(ObjectiveView, ObjectiveRow), objectives, ObjectiveRow.place),
        unmet_needs=json_list(_named(UnmetNeedView, UnmetNeedRow), unmet_needs, UnmetNeedRow.place),
    )
    agreed = select(PlanRow).where(PlanRow.crn == PersonRow.crn)
    return json_first(shaped, agreed, PlanRow.agreed_on.desc(), PlanRow.recorded_at.desc())


def public_protection(*, sees_detail: bool) -> Json:
    """The levels, and the detail for the roles that manage the risk: the rule of `public_protection`."""
    detail = json_row(PublicProtectionDetail, PublicProtectionRow) if sees_detail else null()
    versions = select(PublicProtectionRow).where(PublicProtectionRow.crn == PersonRow.crn)
    record = json_row(PublicProtectionView, PublicProtectionRow, detail=detail)
    return json_first(record, versions, PublicProtectionRow.version.desc())


def registrations(*, sees_detail: bool) -> Json:
    """The registers and alerts that stand, each field by who may see it."""
    return registrations_json(sights(manages_risk=sees_detail), STANDING)


def victim_contact() -> Json:
    """That somebody is contacted, and what they ask for; never a name."""
    return case_contact_json()


def _constant(value: str | int | None) -> Json:
    return word(value) if isinstance(value, str) else null() if value is None else literal_column(str(value), INTEGER)


def _of_section(code: SQLColumnExpression[str], values: dict[str, str | None]) -> ColumnElement[Any]:
    """What the list of sections says of a section, such as its name."""
    return case({section: word(value) for section, value in values.items() if value}, value=code)


def _named(contract: type[BaseModel], row: type[ObjectiveRow | UnmetNeedRow]) -> Json:
    return json_row(
        contract,
        row,
        section_name=_of_section(row.section_code, {section.code: section.name for section in SCORED_SECTIONS}),
        pathway_code=_of_section(row.section_code, {section.code: section.pathway_code for section in SCORED_SECTIONS}),
    )
