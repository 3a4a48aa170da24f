"""The public protection record in force. Callers have found the person within their reach before they ask."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.offender_mgmt.public_protection.tables import PublicProtectionRow


async def record_in_force(session: AsyncSession, crn: str) -> PublicProtectionRow | None:
    """The newest version of the person's record; None when nothing was ever recorded."""
    rows = select(PublicProtectionRow).where(PublicProtectionRow.crn == crn).order_by(PublicProtectionRow.version.desc()).limit(1)
    return await session.scalar(rows)
