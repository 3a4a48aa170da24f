"""Requests of people for their own data, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from noms.chassis.clock import now, today
from noms.chassis.peers import AskPeers
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.paging import NumberedPages
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.subject_access import (
    AnswerToSend,
    ExemptionToRecord,
    FeeReceived,
    IdentityChecked,
    PackSummary,
    RequestToRecord,
    SubjectPackView,
    SubjectRequestList,
    SubjectRequestView,
)
from services.offender_mgmt.permissions import SubjectAccessOfficer
from services.offender_mgmt.subject_access import queries, service
from services.offender_mgmt.subject_access.refusals import ExemptAlready, RequestRefused
from services.offender_mgmt.subject_access.tables import SubjectPackRow

router = room("subject access")

REQUEST = "/v1/subject-requests/{request_id}"
RequestId = Annotated[UUID, Path(description="The request.")]
_REFUSED, _EXEMPTING = problems(RequestRefused), problems(RequestRefused, ExemptAlready)


@router.post("/v1/subject-requests", status_code=201, response_model=SubjectRequestView, responses=_REFUSED | problems(NotFound))
async def receive_subject_request(told: RequestToRecord, session: Session, caller: SubjectAccessOfficer) -> SubjectRequestView:
    """Record that a person has asked in writing for their own data.

    The clock of forty days begins with the day on which the fee and the identity are there too.
    """
    row = await service.receive(session, caller, told, recorded_at=now())
    return await queries.request_view(session, caller, row, as_at=today())


@router.get("/v1/subject-requests", response_model=SubjectRequestList)
async def list_subject_requests(session: Session, caller: SubjectAccessOfficer, page: NumberedPages) -> SubjectRequestList:
    """Read the requests that are not answered yet, the one due first standing first. Pages are counted from 1."""
    return await queries.open_requests(session, caller, page, as_at=today())


@router.get(REQUEST, response_model=SubjectRequestView)
async def read_subject_request(request_id: RequestId, session: Session, caller: SubjectAccessOfficer) -> SubjectRequestView:
    """Read a request: its clock, what is exempt, and the packs that were gathered."""
    return await queries.request_view(session, caller, await queries.request(session, caller, request_id), as_at=today())


@router.post(f"{REQUEST}/fee", status_code=201, response_model=SubjectRequestView, responses=_REFUSED)
async def take_subject_fee(
    request_id: RequestId, fee: FeeReceived, session: Session, caller: SubjectAccessOfficer
) -> SubjectRequestView:
    """Record the fee of at most ten pounds, or with 0 pence that none is asked for."""
    row = await service.take_fee(session, caller, request_id, fee, as_at=today())
    return await queries.request_view(session, caller, row, as_at=today())


@router.post(f"{REQUEST}/identity", status_code=201, response_model=SubjectRequestView, responses=_REFUSED)
async def check_subject_identity(
    request_id: RequestId, check: IdentityChecked, session: Session, caller: SubjectAccessOfficer
) -> SubjectRequestView:
    """Record how it was made sure who asks. Nothing is gathered before."""
    row = await service.check_identity(session, caller, request_id, check, as_at=today())
    return await queries.request_view(session, caller, row, as_at=today())


@router.post(f"{REQUEST}/exemptions", status_code=201, response_model=SubjectRequestView, responses=_EXEMPTING)
async def exempt_subject_records(
    request_id: RequestId, told: ExemptionToRecord, session: Session, caller: SubjectAccessOfficer
) -> SubjectRequestView:
    """Keep one kind of record back of the answer, on a ground and with the reason. Packs gathered before cannot be sent."""
    row = await service.exempt(session, caller, request_id, told, recorded_at=now())
    return await queries.request_view(session, caller, row, as_at=today())


@router.post(f"{REQUEST}/packs", status_code=201, response_model=PackSummary, responses=_REFUSED)
async def gather_subject_pack(
    request_id: RequestId, session: Session, caller: SubjectAccessOfficer, peers: AskPeers
) -> SubjectPackRow:
    """Gather what all three services hold of the person now, without what is somebody else's and what is exempt.

    A service that does not answer is named in `sources`, and the pack is not complete: gather another one later, or send this
    one and say what it is without.
    """
    return await service.gather(session, caller, peers, request_id, asked_at=now())


@router.get(f"{REQUEST}/packs/{{pack_id}}", response_model=SubjectPackView)
async def read_subject_pack(
    request_id: RequestId, pack_id: UUID, session: Session, caller: SubjectAccessOfficer
) -> SubjectPackView:
    """Read a pack as it was gathered: every field that is the person's to see, and the reason for every one that is not."""
    return await queries.pack_view(session, caller, request_id, pack_id)


@router.post(f"{REQUEST}/answer", status_code=201, response_model=SubjectRequestView, responses=_REFUSED)
async def answer_subject_request(
    request_id: RequestId, sent: AnswerToSend, session: Session, caller: SubjectAccessOfficer
) -> SubjectRequestView:
    """Record that a pack was sent today. A pack without a service is sent only where that is said."""
    row = await service.answer(session, caller, request_id, sent, as_at=today())
    return await queries.request_view(session, caller, row, as_at=today())
