"""Evidences of completion over HTTP."""

from uuid import UUID

from noms.chassis.audit.record import concerning
from noms.chassis.clock import today
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.interventions.completion import CompletionView, EvidenceRequest
from services.interventions.completion import queries, refusals, service
from services.interventions.permissions import EvidenceReader, EvidenceRecorder
from services.interventions.referrals.queries import referral

router = room("completion")


@router.post(
    "/v1/referrals/{referral_id}/completion-evidence",
    status_code=201,
    response_model=CompletionView,
    responses=problems(
        refusals.ProgrammeNotStarted,
        refusals.SessionsNotAccountedFor,
        refusals.TooManySessionsMissed,
        refusals.AlreadyEvidenced,
    ),
)
async def record_evidence(
    referral_id: UUID, request: EvidenceRequest, session: Session, caller: EvidenceRecorder
) -> CompletionView:
    """Record one of the four evidences of a completed programme: measures done, report written, report sent, system recorded.

    The programme is complete only when every session is accounted for and all four are there: the fourth completes it.
    """
    await service.record_evidence(session, caller, referral_id, request, as_at=today())
    return await queries.completion_view(session, referral_id)


@router.get("/v1/referrals/{referral_id}/completion-evidence", response_model=CompletionView)
async def read_evidence(referral_id: UUID, session: Session, caller: EvidenceReader) -> CompletionView:
    """Read the evidences behind a completion, or those that are still missing."""
    row = await referral(session, caller, referral_id)
    concerning(session, row.crn)
    return await queries.completion_view(session, referral_id)
