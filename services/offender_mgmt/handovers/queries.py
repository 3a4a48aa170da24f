"""Circumstances on record. Callers have found the person within their reach before they ask."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.offender_mgmt.handovers.tables import HandoverCircumstanceRow


async def circumstances(session: AsyncSession, crn: str) -> Sequence[HandoverCircumstanceRow]:
    """Everything on record, newest first."""
    wanted = select(HandoverCircumstanceRow).where(HandoverCircumstanceRow.crn == crn)
    newest = (HandoverCircumstanceRow.applies_from.desc(), HandoverCircumstanceRow.recorded_at.desc())
    return (await session.scalars(wanted.order_by(*newest))).all()
