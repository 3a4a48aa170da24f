"""Allocations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Body

from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.allocation_events import AllocationEnding
from noms.contracts.offender_mgmt.allocations import EXAMPLES, AllocationHistory, AllocationView, NewAllocation
from services.offender_mgmt.allocations import queries, service
from services.offender_mgmt.allocations.refusals import AllocationRefused, CaseOfOthers, CaseTakenMeanwhile
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.permissions import AllocationReader, Allocator
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied

router = room("allocations")


@router.post(
    "/v1/persons/{crn}/allocations",
    status_code=201,
    response_model=AllocationView,
    responses=problems(AllocationRefused, CaseTakenMeanwhile, CaseOfOthers, PersonHasDied),
)
async def allocate_officer(
    crn: Crn, new: Annotated[NewAllocation, Body(examples=EXAMPLES)], session: Session, caller: Allocator
) -> AllocationRow:
    """Give a case to an officer; whoever had that part of it before hands over on that day. Key workers stand side by side.

    Only who acts for the trust or board that has the case names its offender manager; to another one a case passes by a transfer.

    The answer says by when National Standards wanted the first officer, and whether that was kept. The trust of an offender
    manager may see the person's record from then on; a trust whose part has ended may not any more, also if it asks for this.
    """
    return await service.allocate(session, caller, crn, new)


@router.get("/v1/persons/{crn}/allocations", response_model=AllocationHistory)
async def read_allocations(crn: Crn, session: Session, caller: AllocationReader) -> AllocationHistory:
    """Read who has had the case, newest first."""
    person = await persons.person(session, caller, crn)
    rows = await queries.allocations(session, person.crn)
    return AllocationHistory(data=[AllocationView.model_validate(row) for row in rows])


@router.post(
    "/v1/persons/{crn}/allocations/{allocation_id}/endings",
    status_code=201,
    response_model=AllocationView,
    responses=problems(AllocationRefused),
)
async def end_allocation(
    crn: Crn, allocation_id: UUID, ending: AllocationEnding, session: Session, caller: Allocator
) -> AllocationRow:
    """End the time of a case administrator or a key worker. Offender managers and supervisors end with their successor."""
    return await service.end_time(session, caller, crn, allocation_id, ending.ends_on)
