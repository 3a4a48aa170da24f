"""The same case file by the road that most would take: ORM objects, put into the contract's models in Python."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from noms.contracts.offender_mgmt import casefile as wire
from noms.contracts.offender_mgmt.appearances import AppearanceView
from noms.contracts.offender_mgmt.assessments import SectionView
from noms.contracts.offender_mgmt.caselist import CaseLine, CaseList
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceView
from noms.contracts.offender_mgmt.handover_circumstances import ResponsibilityDecisionView
from noms.contracts.offender_mgmt.licences import ConditionView
from noms.contracts.offender_mgmt.particular_views import (
    AddressView,
    AliasView,
    DisabilityView,
    PersonalContactView,
    SpokenLanguageView,
)
from noms.contracts.offender_mgmt.persons import IdentifierView, PersonView
from noms.contracts.offender_mgmt.plans import ObjectiveView, UnmetNeedView
from noms.contracts.offender_mgmt.public_protection import PublicProtectionView
from noms.contracts.offender_mgmt.recalls import RecallView
from noms.contracts.offender_mgmt.register_views import RegistrationView
from noms.contracts.offender_mgmt.terminations import TerminationView
from noms.contracts.offender_mgmt.transfers import TransferView
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.appearances.tables import AppearanceRow
from services.offender_mgmt.assessments.rules import SCORED_SECTIONS
from services.offender_mgmt.assessments.tables import AssessmentRow
from services.offender_mgmt.calculations.tables import KeyDateSetRow
from services.offender_mgmt.case_sentences.queries import CASE_LICENCES
from services.offender_mgmt.casefile.tables import RequirementProgressRow
from services.offender_mgmt.custody.tables import StayRow
from services.offender_mgmt.licences.tables import LicenceConditionRow, LicenceRow
from services.offender_mgmt.particulars.tables import (
    AddressRow,
    AliasRow,
    DisabilityRow,
    PersonalContactRow,
    SpokenLanguageRow,
)
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonMergeRow, PersonRow
from services.offender_mgmt.plans.tables import ObjectiveRow, PlanRow, UnmetNeedRow
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.recalls.tables import RecallRow
from services.offender_mgmt.registers.tables import RegistrationRow
from services.offender_mgmt.responsibility.tables import DecisionRow
from services.offender_mgmt.rows import Row
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow, RequirementRow
from services.offender_mgmt.terminations.tables import TerminationRow
from services.offender_mgmt.transfers.tables import TransferRow

R = TypeVar("R", bound=Row)
V = TypeVar("V", bound=BaseModel)
Order = ColumnElement[Any] | InstrumentedAttribute[Any]


async def _all(session: AsyncSession, row: type[R], where: ColumnElement[bool], *order: Order) -> Sequence[R]:
    return (await session.scalars(select(row).where(where).order_by(*order))).all()


def _view(contract: type[V], row: Row, **others: object) -> V:
    names = contract.model_fields.keys() - others.keys()
    return contract.model_validate({name: getattr(row, name) for name in names} | others, from_attributes=True)


async def _orders(session: AsyncSession, crn: str) -> list[wire.CaseOrder]:
    orders = await _all(session, OrderRow, OrderRow.crn == crn, OrderRow.made_on.desc(), OrderRow.order_id)
    requirements = await _all(session, RequirementRow, RequirementRow.crn == crn, RequirementRow.place)
    heard = await _all(session, RequirementProgressRow, RequirementProgressRow.crn == crn, RequirementProgressRow.requirement_id)
    progress = {row.requirement_id: _view(wire.RequirementProgress, row) for row in heard}
    ends = await _all(session, TerminationRow, TerminationRow.crn == crn, TerminationRow.ended_on)
    over = {row.requirement_id or row.order_id: row for row in ends}

    def ended_on(what: UUID) -> date | None:
        return over[what].ended_on if what in over else None

    return [
        _view(wire.CaseOrder, order, ended_on=ended_on(order.order_id),
            end_reason=over[order.order_id].reason if order.order_id in over else None,
            requirements=[
                _view(wire.CaseRequirement, row, progress=progress.get(row.requirement_id), ended_on=ended_on(row.requirement_id))
                for row in requirements if row.order_id == order.order_id
            ]) for order in orders
    ]  # fmt: skip


async def _licence(session: AsyncSession, crn: str) -> wire.CaseLicence | None:
    shown = (LicenceRow.crn == crn) & LicenceRow.state.in_(CASE_LICENCES)
    rows = await _all(session, LicenceRow, shown, (LicenceRow.state == "ACTIVE").desc(), LicenceRow.starts_on.desc())
    if not rows:
        return None
    set_for = LicenceConditionRow.licence_id == rows[0].licence_id
    conditions = await _all(session, LicenceConditionRow, set_for, LicenceConditionRow.place)
    return _view(wire.CaseLicence, rows[0], conditions=[_view(ConditionView, row) for row in conditions])


async def _key_dates(session: AsyncSession, crn: str) -> wire.CaseKeyDates | None:
    in_force = (KeyDateSetRow.crn == crn) & KeyDateSetRow.in_force_since.is_not(None)
    rows = await _all(session, KeyDateSetRow, in_force, KeyDateSetRow.in_force_since.desc())
    return _view(wire.CaseKeyDates, rows[0]) if rows else None


async def _needs(session: AsyncSession, crn: str) -> wire.CaseNeeds | None:
    latest = (AssessmentRow.completed_on.desc(), AssessmentRow.recorded_at.desc())
    rows = await _all(session, AssessmentRow, AssessmentRow.crn == crn, *latest)
    if not rows:
        return None
    sections = [
        SectionView(
            section_code=section.code, section=section.section, name=section.name, pathway_code=section.pathway_code,
            score=rows[0].score(section.code), max_score=section.max_score, need_threshold=section.need_threshold,
            need=section.code in rows[0].needs,
        ) for section in SCORED_SECTIONS
    ]  # fmt: skip
    return _view(wire.CaseNeeds, rows[0], sections=sections)


async def _plan(session: AsyncSession, crn: str) -> wire.CasePlan | None:
    plans = await _all(session, PlanRow, PlanRow.crn == crn, PlanRow.agreed_on.desc(), PlanRow.recorded_at.desc())
    if not plans:
        return None
    sections = {section.code: section for section in SCORED_SECTIONS}
    objectives = await _all(session, ObjectiveRow, ObjectiveRow.plan_id == plans[0].plan_id, ObjectiveRow.place)
    unmet = await _all(session, UnmetNeedRow, UnmetNeedRow.plan_id == plans[0].plan_id, UnmetNeedRow.place)

    def named(contract: type[V], row: ObjectiveRow | UnmetNeedRow) -> V:
        section = sections[row.section_code]
        return _view(contract, row, section_name=section.name, pathway_code=section.pathway_code)

    return _view(
        wire.CasePlan, plans[0], objectives=[named(ObjectiveView, row) for row in objectives],
        unmet_needs=[named(UnmetNeedView, row) for row in unmet],
    )  # fmt: skip


async def _officer(session: AsyncSession, crn: str, role: str) -> wire.CaseOfficer | None:
    where = (AllocationRow.crn == crn) & (AllocationRow.role == role) & AllocationRow.ends_on.is_(None)
    rows = await _all(session, AllocationRow, where, AllocationRow.starts_on)
    return _view(wire.CaseOfficer, rows[0]) if rows else None


_MORE: Sequence[tuple[str, type[Row], type[BaseModel]]] = (
    ("aliases", AliasRow, AliasView), ("addresses", AddressRow, AddressView),
    ("languages", SpokenLanguageRow, SpokenLanguageView), ("disabilities", DisabilityRow, DisabilityView),
    ("personal_contacts", PersonalContactRow, PersonalContactView),
    ("terminations", TerminationRow, TerminationView), ("recall", RecallRow, RecallView),
    ("responsibility_decision", DecisionRow, ResponsibilityDecisionView), ("pending_transfers", TransferRow, TransferView),
)  # fmt: skip


async def _more(session: AsyncSession, crn: str) -> dict[str, object]:
    """What else is on record: of the bench's people nothing is, and each table is asked."""
    found: dict[str, object] = {}
    for name, row, view in _MORE:
        shown = [_view(view, one) for one in await _all(session, row, row.__table__.c.crn == crn)]
        found[name] = shown if name.endswith("s") else next(iter(shown), None)
    merged = await _all(session, PersonMergeRow, PersonMergeRow.crn == crn)
    appeared = await _all(session, AppearanceRow, AppearanceRow.crn == crn)
    return found | {
        "merged_crns": [row.merged_crn for row in merged],
        "appearances": [_view(AppearanceView, row, offences=[]) for row in appeared],
    }


async def case_file(session: AsyncSession, crn: str) -> wire.CaseFile:
    """The case file of one person, object by object; public protection by its levels."""
    person = (await session.scalars(select(PersonRow).where(PersonRow.crn == crn))).one()
    numbers = await _all(
        session, PersonIdentifierRow, PersonIdentifierRow.crn == crn, PersonIdentifierRow.kind, PersonIdentifierRow.held_from
    )
    newest = (CustodialSentenceRow.sentenced_on.desc(), CustodialSentenceRow.sentence_id)
    sentences = await _all(session, CustodialSentenceRow, CustodialSentenceRow.crn == crn, *newest)
    stays = await _all(session, StayRow, (StayRow.crn == crn) & StayRow.left_on.is_(None), StayRow.received_on)
    risk = await _all(session, PublicProtectionRow, PublicProtectionRow.crn == crn, PublicProtectionRow.version.desc())
    standing = (RegistrationRow.crn == crn) & RegistrationRow.removed_on.is_(None)
    registrations = await _all(session, RegistrationRow, standing, RegistrationRow.recorded_at.desc())
    file = wire.CaseFile(
        person=_view(PersonView, person, identifiers=[_view(IdentifierView, row) for row in numbers]),
        orders=await _orders(session, crn),
        custodial_sentences=[_view(CustodialSentenceView, row) for row in sentences],
        custody=_view(wire.CaseCustody, stays[0]) if stays else None,
        key_dates=await _key_dates(session, crn),
        licence=await _licence(session, crn),
        needs=await _needs(session, crn),
        plan=await _plan(session, crn),
        public_protection=_view(PublicProtectionView, risk[0], detail=None) if risk else None,
        registrations=[_view(RegistrationView, row) for row in registrations],
        offender_manager=await _officer(session, crn, "offender_manager"),
        offender_supervisor=await _officer(session, crn, "offender_supervisor"),
        case_administrator=await _officer(session, crn, "case_administrator"),
        key_workers=[one for one in [await _officer(session, crn, "key_worker")] if one],
    )
    return file.model_copy(update=await _more(session, crn))


async def case_list(session: AsyncSession, tags: Sequence[str], at_most: int) -> CaseList:
    """The first page of the case list, object by object."""
    place = (PersonRow.surname_key, PersonRow.forename_key, PersonRow.crn)
    found = select(PersonRow).where(PersonRow.audience.overlap(list(tags))).order_by(*place).limit(at_most)
    people = (await session.scalars(found)).all()
    crns = [person.crn for person in people]
    managers = await _all(
        session, AllocationRow, AllocationRow.crn.in_(crns) & (AllocationRow.role == "offender_manager"), AllocationRow.starts_on
    )
    stays = await _all(session, StayRow, StayRow.crn.in_(crns) & StayRow.left_on.is_(None), StayRow.received_on)
    plans = await _all(session, PlanRow, PlanRow.crn.in_(crns), PlanRow.agreed_on, PlanRow.recorded_at)
    manager = {row.crn: row for row in managers if row.ends_on is None}
    stay, plan = {row.crn: row for row in stays}, {row.crn: row for row in plans}
    lines = [_line(person, manager.get(person.crn), stay.get(person.crn), plan.get(person.crn)) for person in people]
    return CaseList(data=lines)


def _line(person: PersonRow, manager: AllocationRow | None, stay: StayRow | None, plan: PlanRow | None) -> CaseLine:
    return CaseLine.model_validate(
        {
            "crn": person.crn, "surname": person.surname, "forename": person.forename, "tier": manager.tier if manager else None,
            "establishment_code": stay.establishment_code if stay else None,
            "offender_manager": manager.officer_name if manager else None, "next_review_on": plan.review_by if plan else None,
        }
    )  # fmt: skip
