"""The responsible commissioner of a prison or area on a day, over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import room
from noms.contracts.commissioning.responsibilities import ResponsibleCommissionerView
from noms.contracts.problems import FieldError
from noms.contracts.wire import Code, Day
from services.commissioning.permissions import ReferenceReader
from services.commissioning.responsibilities import queries

router = room("responsibilities")


@router.get("/v1/responsible-commissioners", response_model=ResponsibleCommissionerView, responses=problems(Invalid, NotFound))
async def read_responsible_commissioner(
    _caller: ReferenceReader,
    on: Annotated[Day, Query(description="The day to answer for.", examples=["2008-10-01"])],
    establishment: Annotated[Code | None, Query(description="A prison, such as RHI.", examples=["RHI"])] = None,
    area: Annotated[Code | None, Query(description="A probation area or trust, such as LDN.")] = None,
) -> ResponsibleCommissionerView:
    """Answer who purchased from one prison or probation area on one day, by what instrument, and who managed its line.

    Undetermined (private prisons from 1 April 2008 to 31 March 2009), a gap, and a line manager without any purchaser are
    answers, not errors. A prison of the High Security Estate answers to its own director, wherever it lies.
    """
    if establishment is not None and area is None:
        return queries.responsible_commissioner(queries.prison_on(establishment, on), on)
    if area is not None and establishment is None:
        return queries.responsible_commissioner(queries.area_on(area, on), on)
    fault = FieldError(
        pointer="query:establishment", code="one_of_two", message="Give an establishment or an area, one of the two."
    )
    raise Invalid(errors=[fault])
