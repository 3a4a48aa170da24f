"""Regions, prisons, areas and posts on a day, and the staff of directors' offices by origin."""

from typing import Annotated

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.office_staff import OfficeStaffView, RegionalOfficeStaffAnswer, StaffReturn
from noms.contracts.commissioning.organisations import (
    EstablishmentList,
    EstablishmentView,
    ProbationAreaList,
    ProbationAreaView,
    RegionalPostList,
    RegionList,
)
from noms.contracts.wire import Code, Day
from services.commissioning.organisations import queries, service
from services.commissioning.permissions import ReferenceReader, StaffReporter

router = room("organisations")

OnDay = Annotated[
    Day | None, Query(description="The day to answer for; without it, everything that there has been.", examples=["2010-06-30"])
]


@router.get("/v1/regions", response_model=RegionList)
async def list_regions(_caller: ReferenceReader, on: OnDay = None) -> RegionList:
    """List the ten regions and the High Security Estate."""
    return RegionList(on=on, data=queries.regions(on))


@router.get("/v1/regional-posts", response_model=RegionalPostList)
async def list_regional_posts(_caller: ReferenceReader, on: OnDay = None) -> RegionalPostList:
    """List who led the regions: Regional Offender Managers, then Directors of Offender Management."""
    return RegionalPostList(on=on, data=queries.regional_posts(on))


@router.get("/v1/establishments", response_model=EstablishmentList)
async def list_establishments(_caller: ReferenceReader, on: OnDay = None) -> EstablishmentList:
    """List the prisons, each with its region in the line, its region on the map, and whether it was open."""
    return EstablishmentList(on=on, data=queries.establishments(on))


@router.get("/v1/establishments/{code}", response_model=EstablishmentView, responses=problems(NotFound))
async def read_establishment(code: Code, _caller: ReferenceReader, on: OnDay = None) -> EstablishmentView:
    """Read one prison, such as RHI for Rye Hill."""
    return queries.establishment_coded(code, on)


@router.get("/v1/probation-areas", response_model=ProbationAreaList)
async def list_probation_areas(_caller: ReferenceReader, on: OnDay = None) -> ProbationAreaList:
    """List the boards and trusts: 42 boards in 2007, 35 trusts from April 2010."""
    return ProbationAreaList(on=on, data=queries.probation_areas(on))


@router.get("/v1/probation-areas/{code}", response_model=ProbationAreaView, responses=problems(NotFound))
async def read_probation_area(code: Code, _caller: ReferenceReader, on: OnDay = None) -> ProbationAreaView:
    """Read the board or trust that bore a code on a day, such as LDN for London; without a day, the last that bore it."""
    return queries.probation_area_coded(code, on)


@router.get("/v1/regional-offices/staff", response_model=RegionalOfficeStaffAnswer)
async def read_regional_office_staff(
    session: Session,
    _caller: ReferenceReader,
    on: Annotated[Day, Query(description="The day to answer for.", examples=["2009-08-31"])],
) -> RegionalOfficeStaffAnswer:
    """Answer the Commons question of 8 July 2009: the staff of each director's office by origin, with unknown as a value.

    On 31 August 2009 the ten offices had 646 people, all of unknown origin. Counts on another basis stand beside the answer,
    never in it; what Parliament was told, and where the sources conflict, is said in words.
    """
    return await service.staff_of_regional_offices(session, on)


@router.post(
    "/v1/regional-offices/staff-returns", status_code=201, response_model=OfficeStaffView, responses=problems(Invalid, NotFound)
)
async def report_regional_office_staff(reported: StaffReturn, session: Session, caller: StaffReporter) -> OfficeStaffView:
    """Report the staff of one office by origin. When all ten have reported, the question is answered from their returns."""
    return await service.report_staff(session, caller, reported)
