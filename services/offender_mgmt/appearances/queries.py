"""Appearances on record. Callers have found the person within their reach before they ask."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.appearances import AppearanceView, OffenceView
from services.offender_mgmt.appearances.tables import AppearanceRow, OffenceRow
from services.offender_mgmt.persons import queries as persons


async def appearance(session: AsyncSession, caller: Caller, appearance_id: UUID) -> AppearanceView:
    """The appearance, if its person is within reach.

    Raises:
        NotFound: there is none, or none within reach.

    """
    row = await session.get(AppearanceRow, appearance_id)
    if row is None:
        raise NotFound
    concerning(session, (await persons.person(session, caller, row.crn)).crn)
    (view,) = await views(session, [row])
    return view


async def appearance_of(session: AsyncSession, crn: str, appearance_id: UUID) -> AppearanceRow | None:
    """The appearance, if it is this person's."""
    return await session.scalar(
        select(AppearanceRow).where(AppearanceRow.appearance_id == appearance_id, AppearanceRow.crn == crn)
    )


async def appearances(session: AsyncSession, crn: str) -> list[AppearanceView]:
    """Every appearance of the person, newest first."""
    wanted = select(AppearanceRow).where(AppearanceRow.crn == crn)
    in_order = wanted.order_by(AppearanceRow.appeared_on.desc(), AppearanceRow.recorded_at.desc())
    return await views(session, (await session.scalars(in_order)).all())


async def views(session: AsyncSession, rows: Sequence[AppearanceRow]) -> list[AppearanceView]:
    """The appearances as they are told, each with its offences."""
    before: dict[UUID, list[OffenceView]] = {row.appearance_id: [] for row in rows}
    wanted = select(OffenceRow).where(OffenceRow.appearance_id.in_(before))
    for offence in await session.scalars(wanted.order_by(OffenceRow.main.desc(), OffenceRow.place)):
        before[offence.appearance_id].append(OffenceView.model_validate(offence))
    return [_view(row, before[row.appearance_id]) for row in rows]


def _view(row: AppearanceRow, offences: list[OffenceView]) -> AppearanceView:
    facts = {name: getattr(row, name) for name in AppearanceView.model_fields if name != "offences"}
    return AppearanceView.model_validate(facts | {"offences": offences})
