"""The whole structure on a day, over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.requests.route import room
from noms.contracts.commissioning.structures import StructureView
from noms.contracts.wire import Code, Day
from noms.reference.further_responsibilities import FurtherService
from noms.reference.regions import ServiceClass
from services.commissioning.permissions import ReferenceReader
from services.commissioning.structures import queries

router = room("structures")


@router.get("/v1/responsibilities", response_model=StructureView)
async def read_structure(
    _caller: ReferenceReader,
    on: Annotated[Day, Query(description="The day to answer for.", examples=["2008-10-01"])],
    service_class: Annotated[
        ServiceClass | FurtherService | None,
        Query(alias="class", description="One kind of provider, or one further service, instead of all."),
    ] = None,
    region: Annotated[Code | None, Query(description="One region, or HSE, instead of all.", examples=["LON"])] = None,
) -> StructureView:
    """Answer who commissioned whom for what on one day, in every region, kept apart from who managed the line.

    Places that the Youth Justice Board and the Border Agency bought from the service, and electronic monitoring, stand beside
    it. An entry without providers says who would have been responsible where there was none of the kind.
    """
    return queries.structure(on, service_class, region)
