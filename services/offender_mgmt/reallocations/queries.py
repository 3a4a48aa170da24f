"""The cases that an officer has now, of people within the caller's reach who live."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.allocations import OfficerRole
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.custody.tables import StayRow
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.tables import PersonRow


async def cases_of(
    session: AsyncSession, caller: Caller, officer_code: str, *, role: OfficerRole, employer: str
) -> Sequence[AllocationRow]:
    """The officer's allocations that last, by CRN: in the one order in which every such act locks the people."""
    mine = (AllocationRow.officer_code == officer_code, AllocationRow.role == role, AllocationRow.ends_on.is_(None))
    theirs = func.coalesce(AllocationRow.provider, AllocationRow.establishment_code) == employer
    wanted = select(AllocationRow).join(PersonRow, PersonRow.crn == AllocationRow.crn)
    wanted = wanted.where(reached_by(caller), PersonRow.died_on.is_(None), *mine, theirs)
    if role is OfficerRole.OFFENDER_SUPERVISOR:
        here = (StayRow.crn == AllocationRow.crn, StayRow.establishment_code == employer, StayRow.left_on.is_(None))
        wanted = wanted.where(select(StayRow.stay_id).where(*here).exists())
    return (await session.scalars(wanted.order_by(AllocationRow.crn))).all()
