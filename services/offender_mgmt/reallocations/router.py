"""Reallocations over HTTP."""

from typing import Annotated

from fastapi import Path

from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.reallocations import Reallocation, ReallocationView
from noms.contracts.wire import Code
from services.offender_mgmt.allocations.refusals import AllocationRefused, CaseOfOthers, CaseTakenMeanwhile
from services.offender_mgmt.permissions import Allocator
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.reallocations import service
from services.offender_mgmt.reallocations.refusals import NoCasesToPassOn, ReallocationRefused

router = room("allocations")

Officer = Annotated[Code, Path(description="The staff code of the officer who leaves.", examples=["LDN1042"])]


@router.post(
    "/v1/officers/{officer_code}/reallocations",
    status_code=201,
    response_model=ReallocationView,
    responses=problems(NoCasesToPassOn, ReallocationRefused, AllocationRefused, CaseTakenMeanwhile, CaseOfOthers, PersonHasDied),
)
async def reallocate_cases(officer_code: Officer, asked: Reallocation, session: Session, caller: Allocator) -> ReallocationView:
    """Give all cases of an officer who leaves to colleagues, spread by points: all of them, or none.

    Each keeps its tier. Cases outside your reach, and of people who have died, stay as they are.
    """
    return await service.reallocate(session, caller, officer_code, asked)
