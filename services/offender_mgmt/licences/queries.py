"""Licences on record."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.licences import ConditionView, LicenceMoveView, LicenceState, LicenceView
from services.offender_mgmt.licences.tables import LicenceConditionRow, LicenceMoveRow, LicenceRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person

Licence = LicenceRow
"""A licence as the rooms above read it. Only this room writes one."""


async def licence(
    session: AsyncSession, caller: Caller, licence_id: UUID, *, for_change: bool = False
) -> tuple[LicenceRow, Person]:
    """The licence and its person, if the person is within reach; the person is locked, where an act is to follow.

    Raises:
        NotFound: there is none, or none within reach.

    """
    row = await session.get(LicenceRow, licence_id)
    if row is None:
        raise NotFound
    person = await persons.person(session, caller, row.crn, for_change=for_change)
    concerning(session, person.crn)
    if for_change:
        await session.refresh(row)
    return row, person


async def active_licence(session: AsyncSession, crn: str) -> LicenceRow | None:
    """The licence that the person is on. Callers have found the person within their reach."""
    return await session.scalar(select(LicenceRow).where(LicenceRow.crn == crn, LicenceRow.state == LicenceState.ACTIVE))


async def conditions(session: AsyncSession, licence_id: UUID) -> Sequence[LicenceConditionRow]:
    """The conditions of a licence, in their order."""
    wanted = select(LicenceConditionRow).where(LicenceConditionRow.licence_id == licence_id)
    return (await session.scalars(wanted.order_by(LicenceConditionRow.place))).all()


async def moves(session: AsyncSession, licence_id: UUID) -> Sequence[LicenceMoveRow]:
    """Every state that a licence came into, in order."""
    wanted = select(LicenceMoveRow).where(LicenceMoveRow.licence_id == licence_id)
    return (await session.scalars(wanted.order_by(LicenceMoveRow.place))).all()


async def licences(session: AsyncSession, crn: str) -> list[LicenceView]:
    """Every licence of the person, newest first. Callers have found the person within their reach."""
    wanted = select(LicenceRow).where(LicenceRow.crn == crn)
    rows = (await session.scalars(wanted.order_by(LicenceRow.starts_on.desc(), LicenceRow.recorded_at.desc()))).all()
    return [await view(session, row) for row in rows]


async def view(session: AsyncSession, row: LicenceRow) -> LicenceView:
    """The licence as it is told."""
    facts = {name: getattr(row, name, None) for name in LicenceView.model_fields}
    told = {
        "conditions": [ConditionView.model_validate(one) for one in await conditions(session, row.licence_id)],
        "moves": [LicenceMoveView.model_validate(one) for one in await moves(session, row.licence_id)],
    }
    return LicenceView.model_validate(facts | told)
