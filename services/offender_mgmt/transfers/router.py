"""Transfers over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.paging import NumberedPages
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.transfers import (
    TransferPage,
    Transfers,
    TransferState,
    TransferToRequest,
    TransferView,
)
from services.offender_mgmt.permissions import AllocationReader, Allocator
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.transfers import queries, service
from services.offender_mgmt.transfers.refusals import NotTheSender, TransferAwaitsAnswer, TransferRefused
from services.offender_mgmt.transfers.tables import TransferRow

router = room("transfers")


@router.post(
    "/v1/persons/{crn}/transfers",
    status_code=201,
    response_model=TransferView,
    responses=problems(TransferRefused, TransferAwaitsAnswer, NotTheSender, PersonHasDied),
)
async def request_transfer(crn: Crn, new: TransferToRequest, session: Session, caller: Allocator) -> TransferRow:
    """Ask another area or prison to take a case. It sees the request, and nothing else of the case until it has accepted.

    You stay responsible until then. Without an answer in five working days the request escalates to both regions.
    """
    return await service.request_transfer(session, caller, crn, new)


@router.get("/v1/persons/{crn}/transfers", response_model=Transfers)
async def read_transfers(crn: Crn, session: Session, caller: AllocationReader) -> Transfers:
    """Read every transfer of a person's case that you sent or received, newest first."""
    person = await persons.person(session, caller, crn)
    rows = await queries.transfers_of(session, caller, person.crn)
    return Transfers(data=[TransferView.model_validate(row) for row in rows])


@router.get("/v1/transfers", response_model=TransferPage)
async def list_transfers(
    session: Session,
    caller: AllocationReader,
    page: NumberedPages,
    state: Annotated[TransferState | None, Query(description="Only transfers that stand so.")] = None,
    escalated: Annotated[bool | None, Query(description="Only those that nobody answered in time, or only the others.")] = None,
) -> TransferPage:
    """List the transfers that you send or receive, those that wait longest first."""
    return await queries.page_of(session, caller, page, state=state, escalated=escalated)


@router.get("/v1/transfers/{transfer_id}", response_model=TransferView, responses=problems(NotFound))
async def read_transfer(transfer_id: UUID, session: Session, caller: AllocationReader) -> TransferRow:
    """Read one transfer that you send or receive."""
    return await queries.transfer(session, caller, transfer_id)
