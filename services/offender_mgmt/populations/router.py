"""Populations over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis import clock
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.populations import PopulationView
from noms.contracts.wire import Code, Day
from services.offender_mgmt.permissions import PopulationReader
from services.offender_mgmt.populations import service

router = room("population")


@router.get("/v1/populations", response_model=PopulationView)
async def read_population(
    session: Session,
    _: PopulationReader,
    on: Annotated[Day | None, Query(description="The day in question; today when absent.")] = None,
    region: Annotated[Code | None, Query(description="Only the prisons of this region's line.", examples=["SE"])] = None,
    establishment: Annotated[Code | None, Query(description="Only this prison.", examples=["RHI"])] = None,
) -> PopulationView:
    """Read how many people the prisons hold at the end of a day, against certified accommodation and operational capacity.

    `held` counts everybody on the roll, also those at court or on temporary release that day. Places that the Youth Justice
    Board and the Border Agency buy are counted apart. Where nothing was recorded of a prison's places, the figures of the list
    of prisons are shown with their source.
    """
    return await service.population_on(session, on or clock.today(), region=region, establishment=establishment)
