"""The act of completion: evidences are recorded one by one, and the fourth completes the programme."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.completion import EvidenceKind, EvidenceRequest
from noms.contracts.interventions.referral_events import ProgrammeCompleted
from noms.contracts.interventions.referrals import ReferralState
from services.interventions.completion import queries, rules
from services.interventions.completion.refusals import EVIDENCING
from services.interventions.completion.tables import EvidenceRow
from services.interventions.referrals.queries import Referral, referral_to_change
from services.interventions.referrals.service import move
from services.interventions.refusing import or_refuse


async def record_evidence(
    session: AsyncSession, caller: Caller, referral_id: UUID, request: EvidenceRequest, *, as_at: date
) -> None:
    """Record one evidence of completion. With the fourth the programme is complete, and the other services are told."""
    referral = await referral_to_change(session, caller, referral_id)
    concerning(session, referral.crn)
    there = {EvidenceKind(row.kind): row.dated_on for row in await queries.evidences(session, referral_id)}
    objection = rules.objection_to_evidence(
        request.kind,
        request.dated_on,
        state=ReferralState(referral.state),
        planned=referral.sessions_planned,
        outcomes=await queries.outcomes(session, referral),
        there=there,
        as_at=as_at,
    )
    or_refuse(objection, EVIDENCING)
    session.add(EvidenceRow(referral_id=referral_id, recorded_by=caller.subject, **request.model_dump()))
    await session.flush()
    if completed_on := rules.completed_on(there | {request.kind: request.dated_on}):
        await _complete(session, caller, referral, completed_on)


async def _complete(session: AsyncSession, caller: Caller, referral: Referral, completed_on: date) -> None:
    completed = ProgrammeCompleted(
        crn=referral.crn,
        order_id=referral.order_id,
        requirement_id=referral.requirement_id,
        referral_id=referral.referral_id,
        programme_code=referral.programme_code,
        provider=referral.provider,
        completed_on=completed_on,
        detail_url=f"/v1/referrals/{referral.referral_id}/completion-evidence",
    )
    event = emit(session, completed, audience=referral.audience)
    await move(session, caller, referral, ReferralState.COMPLETED, on=completed_on, counted_by=event.event_id)
