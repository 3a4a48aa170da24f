"""The case file in one statement that PostgreSQL shapes; and the progress of requirements."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import any_, case, func, literal_column, null, or_, select
from sqlalchemy.dialects.postgresql import INTEGER
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import ColumnElement, Select, SQLColumnExpression

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_instant, json_list, json_of, word
from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.assessments import SectionView
from noms.contracts.offender_mgmt.casefile import (
    CaseCustody,
    CaseFile,
    CaseKeyDates,
    CaseLicence,
    CaseNeeds,
    CaseOfficer,
    CaseOrder,
    CasePlan,
    CaseRequirement,
    RequirementProgress,
)
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceView
from noms.contracts.offender_mgmt.licences import ConditionView, LicenceState
from noms.contracts.offender_mgmt.persons import IdentifierView, PersonView
from noms.contracts.offender_mgmt.plans import ObjectiveView, UnmetNeedView
from noms.contracts.offender_mgmt.public_protection import PublicProtectionDetail, PublicProtectionView
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.assessments.rules import SCORED_SECTIONS
from services.offender_mgmt.assessments.tables import AssessmentRow, score_column
from services.offender_mgmt.calculations.tables import KeyDateSetRow
from services.offender_mgmt.casefile.tables import AttendanceHeardRow, RequirementProgressRow
from services.offender_mgmt.custody.tables import StayRow
from services.offender_mgmt.licences.tables import LicenceConditionRow, LicenceRow
from services.offender_mgmt.persons.queries import REACHED
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonRow
from services.offender_mgmt.plans.tables import ObjectiveRow, PlanRow, UnmetNeedRow
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.registers.queries import STANDING, registrations_json
from services.offender_mgmt.rows import Row
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow, RequirementRow
from services.offender_mgmt.sights.rules import sights
from services.offender_mgmt.terminations.queries import any_sentence_stands
from services.offender_mgmt.terminations.tables import TerminationRow
from services.offender_mgmt.victims.queries import case_contact_json

CASE_LICENCES = (LicenceState.ACTIVE, LicenceState.APPROVED, LicenceState.RECALLED)
"""The states in which a licence is shown in the case file."""

Json = SQLColumnExpression[Any]


def _shaped(contract: type[BaseModel], row: type[Row], **others: Any) -> Json:
    """The contract's fields from the columns of the same name, and the rest as given."""
    return json_of(contract, **{name: others.get(name, getattr(row, name, None)) for name in contract.model_fields})


def _one(item: Json, rows: Select[Any], *newest_first: ColumnElement[Any]) -> Json:
    """One JSON object of the first row, or null."""
    return rows.with_only_columns(item).order_by(*newest_first).limit(literal_column("1")).scalar_subquery()


def _constant(value: str | int | None) -> Json:
    return word(value) if isinstance(value, str) else null() if value is None else literal_column(str(value), INTEGER)


def _of_section(code: SQLColumnExpression[str], values: dict[str, str | None]) -> ColumnElement[Any]:
    """What the list of sections says of a section, such as its name."""
    return case({section: word(value) for section, value in values.items() if value}, value=code)


def _named(contract: type[BaseModel], row: type[ObjectiveRow | UnmetNeedRow]) -> Json:
    return _shaped(
        contract,
        row,
        section_name=_of_section(row.section_code, {section.code: section.name for section in SCORED_SECTIONS}),
        pathway_code=_of_section(row.section_code, {section.code: section.pathway_code for section in SCORED_SECTIONS}),
    )


def _person() -> Json:
    numbers = select(PersonIdentifierRow).where(PersonIdentifierRow.crn == PersonRow.crn)
    number = _shaped(IdentifierView, PersonIdentifierRow)
    return _shaped(
        PersonView,
        PersonRow,
        identifiers=json_list(number, numbers, PersonIdentifierRow.kind, PersonIdentifierRow.held_from),
    )


def _orders() -> Json:
    progress = _shaped(RequirementProgress, RequirementProgressRow, as_at=json_instant(RequirementProgressRow.as_at))
    heard = select(RequirementProgressRow).where(RequirementProgressRow.requirement_id == RequirementRow.requirement_id)
    imposed = select(RequirementRow).where(RequirementRow.order_id == OrderRow.order_id)
    requirement_ended = _one(
        TerminationRow.ended_on, select(TerminationRow).where(TerminationRow.requirement_id == RequirementRow.requirement_id)
    )
    requirement = _shaped(CaseRequirement, RequirementRow, progress=_one(progress, heard), ended_on=requirement_ended)
    end = select(TerminationRow).where(TerminationRow.order_id == OrderRow.order_id)
    order = _shaped(
        CaseOrder,
        OrderRow,
        requirements=json_list(requirement, imposed, RequirementRow.place),
        ended_on=_one(TerminationRow.ended_on, end),
        end_reason=_one(TerminationRow.reason, end),
    )
    return json_list(order, select(OrderRow).where(OrderRow.crn == PersonRow.crn), OrderRow.made_on.desc(), OrderRow.order_id)


def _custodial_sentences() -> Json:
    passed = select(CustodialSentenceRow).where(CustodialSentenceRow.crn == PersonRow.crn)
    newest_first = (CustodialSentenceRow.sentenced_on.desc(), CustodialSentenceRow.sentence_id)
    return json_list(_shaped(CustodialSentenceView, CustodialSentenceRow), passed, *newest_first)


def _key_dates() -> Json:
    since = KeyDateSetRow.in_force_since
    held = (KeyDateSetRow.crn == PersonRow.crn, since.is_not(None), any_sentence_stands(KeyDateSetRow.crn))
    in_force = select(KeyDateSetRow).where(*held)
    told = _shaped(CaseKeyDates, KeyDateSetRow, in_force_since=json_instant(since))
    return _one(told, in_force, since.desc(), KeyDateSetRow.recorded_at.desc())


def _licence() -> Json:
    """The licence in force first; of others the newest that a second person approved."""
    set_for = select(LicenceConditionRow).where(LicenceConditionRow.licence_id == LicenceRow.licence_id)
    conditions = json_list(_shaped(ConditionView, LicenceConditionRow), set_for, LicenceConditionRow.place)
    active, *others = (LicenceRow.state == word(state) for state in CASE_LICENCES)
    standing = select(LicenceRow).where(LicenceRow.crn == PersonRow.crn, or_(active, *others))
    newest = (LicenceRow.starts_on.desc(), LicenceRow.recorded_at.desc())
    return _one(_shaped(CaseLicence, LicenceRow, conditions=conditions), standing, active.desc(), *newest)


def _needs() -> Json:
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
    return _one(_shaped(CaseNeeds, AssessmentRow, sections=func.json_build_array(*sections)), completed, *latest)


def _plan() -> Json:
    objectives = select(ObjectiveRow).where(ObjectiveRow.plan_id == PlanRow.plan_id)
    unmet_needs = select(UnmetNeedRow).where(UnmetNeedRow.plan_id == PlanRow.plan_id)
    plan = _shaped(
        CasePlan,
        PlanRow,
        objectives=json_list(_named(ObjectiveView, ObjectiveRow), objectives, ObjectiveRow.place),
        unmet_needs=json_list(_named(UnmetNeedView, UnmetNeedRow), unmet_needs, UnmetNeedRow.place),
    )
    agreed = select(PlanRow).where(PlanRow.crn == PersonRow.crn)
    return _one(plan, agreed, PlanRow.agreed_on.desc(), PlanRow.recorded_at.desc())


def _public_protection(*, sees_detail: bool) -> Json:
    """The levels for every reader, the detail for the roles that manage the risk: the rule of `public_protection`."""
    detail = _shaped(PublicProtectionDetail, PublicProtectionRow) if sees_detail else null()
    recorded_at = json_instant(PublicProtectionRow.recorded_at)
    record = _shaped(PublicProtectionView, PublicProtectionRow, recorded_at=recorded_at, detail=detail)
    versions = select(PublicProtectionRow).where(PublicProtectionRow.crn == PersonRow.crn)
    return _one(record, versions, PublicProtectionRow.version.desc())


def _officer(role: OfficerRole, *only: ColumnElement[bool]) -> Json:
    now = select(AllocationRow).where(
        AllocationRow.crn == PersonRow.crn, AllocationRow.role == word(role), AllocationRow.ends_on.is_(None), *only
    )
    return _one(_shaped(CaseOfficer, AllocationRow), now)


def _held(crn: SQLColumnExpression[str]) -> Select[Any]:
    return select(StayRow).where(StayRow.crn == crn, StayRow.left_on.is_(None))


def _case_file(*, sees_detail: bool) -> HotRead:
    place_held = _one(StayRow.establishment_code, _held(AllocationRow.crn))
    file = json_of(
        CaseFile,
        person=_person(),
        orders=_orders(),
        custodial_sentences=_custodial_sentences(),
        custody=_one(_shaped(CaseCustody, StayRow), _held(PersonRow.crn)),
        key_dates=_key_dates(),
        licence=_licence(),
        needs=_needs(),
        plan=_plan(),
        public_protection=_public_protection(sees_detail=sees_detail),
        registrations=registrations_json(sights(manages_risk=sees_detail), STANDING),
        victim_contact=case_contact_json() if sees_detail else null(),
        offender_manager=_officer(OfficerRole.OFFENDER_MANAGER),
        offender_supervisor=_officer(OfficerRole.OFFENDER_SUPERVISOR, AllocationRow.establishment_code == place_held),
    )
    return HotRead("read_case_file", lambda asked: select(file).where(PersonRow.crn == asked.c.subject, REACHED))


CASE_FILE = _case_file(sees_detail=False)
CASE_FILE_WITH_DETAIL = _case_file(sees_detail=True)


async def progress(session: AsyncSession, requirement_id: UUID) -> RequirementProgressRow | None:
    """What is known of the progress of a requirement; locked, for news of it has come."""
    return await session.get(RequirementProgressRow, requirement_id, with_for_update=True)


async def attendance_heard(session: AsyncSession, requirement_id: UUID, referral_id: UUID) -> Sequence[AttendanceHeardRow]:
    """Every attendance record heard of under one referral of a requirement."""
    of_requirement = AttendanceHeardRow.requirement_id == requirement_id
    wanted = select(AttendanceHeardRow).where(of_requirement, AttendanceHeardRow.referral_id == referral_id)
    return (await session.scalars(wanted)).all()
