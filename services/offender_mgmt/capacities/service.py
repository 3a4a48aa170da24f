"""Recording how many people a prison may hold."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller, audience
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.capacities import CapacityToRecord, CapacityView
from noms.reference.establishments import Establishment, establishment
from noms.reference.faults import UnknownCode
from services.offender_mgmt.capacities import queries, rules
from services.offender_mgmt.capacities.refusals import CapacityRefused
from services.offender_mgmt.capacities.tables import PrisonCapacityRow


async def record_capacity(session: AsyncSession, caller: Caller, code: str, new: CapacityToRecord) -> CapacityView:
    """Record the figures of a prison from a day on; whoever records them reaches the prison or its region."""
    prison = prison_named(code)
    if not caller.reaches(audience(establishments=[prison.code], regions=[prison.region_code])):
        raise NotFound
    if faults := rules.capacity_faults(new, prison):
        raise CapacityRefused(errors=faults)
    row = PrisonCapacityRow(
        prison_capacity_id=uuid4(),
        establishment_code=prison.code,
        in_force_from=new.in_force_from,
        cna=new.cna,
        in_use_cna=new.in_use_cna,
        operational_capacity=new.operational_capacity,
        places_bought={bought.placed_by.value: bought.places for bought in new.places_bought},
        source=new.source,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
    )
    session.add(row)
    return queries.view(row)


def prison_named(code: str) -> Establishment:
    """The prison with this code.

    Raises:
        NotFound: there is none.

    """
    try:
        return establishment(code)
    except UnknownCode:
        raise NotFound from None
