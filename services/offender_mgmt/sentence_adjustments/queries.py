"""Adjustments on record. Callers have found the person within their reach before they ask."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.sentence_adjustments.tables import AdjustmentRow

Adjustment = AdjustmentRow
"""An adjustment as the rooms above read it. Only this room writes one."""


async def adjustments(session: AsyncSession, crn: str) -> Sequence[AdjustmentRow]:
    """Every adjustment of the person, withdrawn ones too, in the order of the days from which they count."""
    wanted = select(AdjustmentRow).where(AdjustmentRow.crn == crn)
    return (await session.scalars(wanted.order_by(AdjustmentRow.applies_from, AdjustmentRow.recorded_at))).all()


async def counting(session: AsyncSession, crn: str) -> Sequence[AdjustmentRow]:
    """The adjustments of the person that have not been withdrawn."""
    return [row for row in await adjustments(session, crn) if row.withdrawn_at is None]


async def adjustment(session: AsyncSession, caller: Caller, adjustment_id: UUID) -> AdjustmentRow:
    """The adjustment, if its person is within reach; the person is locked until the act is done.

    Raises:
        NotFound: there is none, or none within reach.

    """
    row = await session.get(AdjustmentRow, adjustment_id)
    if row is None:
        raise NotFound
    concerning(session, (await persons.person(session, caller, row.crn, for_change=True)).crn)
    await session.refresh(row)
    return row
