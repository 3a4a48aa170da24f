"""Location files on record, within the caller's reach."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.location_files import LocationFileReport
from services.offender_mgmt.location_files.tables import LocationFileRow


async def report(session: AsyncSession, caller: Caller, location_file_id: UUID) -> LocationFileReport:
    """What a file changed.

    Raises:
        NotFound: there is none, or none within reach.

    """
    wanted = select(LocationFileRow).where(LocationFileRow.audience.overlap(list(caller.reach)))
    row = await session.scalar(wanted.where(LocationFileRow.location_file_id == location_file_id))
    if row is None:
        raise NotFound
    return LocationFileReport.model_validate(row.report)


async def report_of_content(session: AsyncSession, caller: Caller, content_hash: bytes) -> LocationFileReport | None:
    """What this very content changed when it was taken in; None when it never was."""
    wanted = select(LocationFileRow).where(LocationFileRow.audience.overlap(list(caller.reach)))
    row = await session.scalar(wanted.where(LocationFileRow.content_hash == content_hash))
    return LocationFileReport.model_validate(row.report) if row else None
