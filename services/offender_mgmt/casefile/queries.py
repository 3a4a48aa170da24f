"""The case file in one statement that PostgreSQL shapes, of the sections a role may see; and the progress of requirements."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any
from uuid import UUID

from sqlalchemy import null, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import SQLColumnExpression

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_first, json_list, json_of, json_row
from noms.contracts.offender_mgmt.casefile import CaseFile, CaseOrder, CaseRequirement, RequirementProgress
from services.offender_mgmt.case_identity import queries as identity
from services.offender_mgmt.case_officers import queries as officers
from services.offender_mgmt.case_risk import queries as risk
from services.offender_mgmt.case_sentences import queries as sentences
from services.offender_mgmt.casefile.tables import AttendanceHeardRow, RequirementProgressRow
from services.offender_mgmt.persons.queries import REACHED
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.sections import DETAIL, sections_of
from services.offender_mgmt.sentences.tables import OrderRow, RequirementRow
from services.offender_mgmt.terminations.tables import TerminationRow

Json = SQLColumnExpression[Any]


def _orders() -> Json:
    heard = select(RequirementProgressRow).where(RequirementProgressRow.requirement_id == RequirementRow.requirement_id)
    progress = json_first(json_row(RequirementProgress, RequirementProgressRow), heard)
    imposed = select(RequirementRow).where(RequirementRow.order_id == OrderRow.order_id)
    by_itself = select(TerminationRow).where(TerminationRow.requirement_id == RequirementRow.requirement_id)
    ended_on = json_first(TerminationRow.ended_on, by_itself)
    requirement = json_row(CaseRequirement, RequirementRow, progress=progress, ended_on=ended_on)
    end = select(TerminationRow).where(TerminationRow.order_id == OrderRow.order_id)
    order = json_row(
        CaseOrder,
        OrderRow,
        requirements=json_list(requirement, imposed, RequirementRow.place),
        ended_on=json_first(TerminationRow.ended_on, end),
        end_reason=json_first(TerminationRow.reason, end),
    )
    return json_list(order, select(OrderRow).where(OrderRow.crn == PersonRow.crn), OrderRow.made_on.desc(), OrderRow.order_id)


_ALIKE_FOR_ALL: Mapping[str, Callable[[], Json]] = {
    "person": identity.person,
    "merged_crns": identity.merged_crns,
    "aliases": identity.aliases,
    "addresses": identity.addresses,
    "languages": identity.languages,
    "disabilities": identity.disabilities,
    "personal_contacts": identity.personal_contacts,
    "closures_in_force": identity.closures_in_force,
    "orders": _orders,
    "custodial_sentences": sentences.custodial_sentences,
    "appearances": sentences.appearances,
    "key_dates": sentences.key_dates,
    "licence": sentences.licence,
    "recall": sentences.recall,
    "terminations": sentences.terminations,
    "needs": risk.needs,
    "plan": risk.plan,
    "victim_contact": risk.victim_contact,
    "custody": officers.custody,
    "offender_manager": officers.offender_manager,
    "offender_supervisor": officers.offender_supervisor,
    "case_administrator": officers.case_administrator,
    "key_workers": officers.key_workers,
    "responsibility_decision": officers.responsibility_decision,
    "pending_transfers": officers.pending_transfers,
    "open_court_reports": officers.open_court_reports,
}
"""How each section is shaped that is the same for everybody who may see it."""


def _shapes(*, sees_detail: bool) -> Mapping[str, Callable[[], Json]]:
    return {
        **_ALIKE_FOR_ALL,
        "public_protection": partial(risk.public_protection, sees_detail=sees_detail),
        "registrations": partial(risk.registrations, sees_detail=sees_detail),
    }


@cache
def case_file_of(sections: frozenset[str]) -> HotRead:
    """The statement that shows these sections; each other one is null, and none of its tables is read."""
    shapes = _shapes(sees_detail=DETAIL in sections)
    file = json_of(CaseFile, **{name: shape() if name in sections else null() for name, shape in shapes.items()})
    return HotRead("read_case_file", lambda asked: select(file).where(PersonRow.crn == asked.c.subject, REACHED))


@cache
def case_file_for(scopes: frozenset[str]) -> HotRead:
    """The statement for callers with these scopes; the roles make few different ones."""
    return case_file_of(sections_of(CaseFile, scopes))


async def progress(session: AsyncSession, requirement_id: UUID) -> RequirementProgressRow | None:
    """What is known of the progress of a requirement; locked, for news of it has come."""
    return await session.get(RequirementProgressRow, requirement_id, with_for_update=True)


async def attendance_heard(session: AsyncSession, requirement_id: UUID, referral_id: UUID) -> Sequence[AttendanceHeardRow]:
    """Every attendance record heard of under one referral of a requirement."""
    of_requirement = AttendanceHeardRow.requirement_id == requirement_id
    wanted = select(AttendanceHeardRow).where(of_requirement, AttendanceHeardRow.referral_id == referral_id)
    return (await session.scalars(wanted)).all()
