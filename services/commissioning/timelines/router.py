"""One provider over time, and the findings, over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import room
from noms.contracts.commissioning.responsibilities import FindingsView
from noms.contracts.commissioning.timelines import TimelineView
from noms.contracts.problems import FieldError
from noms.contracts.wire import Code
from services.commissioning.permissions import ReferenceReader
from services.commissioning.structures.router import router as structures
from services.commissioning.timelines import queries

router = room("timelines")

ROUTERS = (structures, router)
"""The rooms about who was responsible when, the lowest first."""


@router.get("/v1/responsibilities/timeline", response_model=TimelineView, responses=problems(Invalid, NotFound))
async def read_timeline(
    _caller: ReferenceReader,
    establishment: Annotated[Code | None, Query(description="A prison, such as RHI.", examples=["RHI"])] = None,
    area: Annotated[Code | None, Query(description="A probation area or trust, such as LDN.")] = None,
) -> TimelineView:
    """Answer who commissioned one prison or area on every day: a prison through the life of NOMS, an area from 2001 to 2014.

    The stretches follow one another without a day between them. Undetermined, a gap and a line manager without any purchaser
    are answers; so is that the prison was not open or the body not yet there.
    """
    if establishment is not None and area is None:
        return queries.timeline_of_prison(establishment)
    if area is not None and establishment is None:
        return queries.timeline_of_area(area)
    fault = FieldError(
        pointer="query:establishment", code="one_of_two", message="Give an establishment or an area, one of the two."
    )
    raise Invalid(errors=[fault])


@router.get("/v1/responsibilities/findings", response_model=FindingsView)
async def list_responsibility_findings(_caller: ReferenceReader) -> FindingsView:
    """List every period in which the purchaser of a kind of provider is undetermined, missing, or named twice.

    Beside them stand the days on which no source names who bought a further service, and those on which the office that
    purchased also managed the line: a standing conflict of interest, with nobody in doubt.
    """
    return queries.findings()
