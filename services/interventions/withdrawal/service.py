"""The act of withdrawal: the referral ends, and its place is free again."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.referrals import ReferralState
from noms.contracts.interventions.withdrawal import WithdrawalRequest
from services.interventions.cohorts.service import set_place_free
from services.interventions.referrals.queries import Referral, referral_to_change
from services.interventions.referrals.service import move
from services.interventions.refusing import or_refuse
from services.interventions.withdrawal.refusals import WITHDRAWING
from services.interventions.withdrawal.rules import objection_to_withdrawal


async def withdraw(
    session: AsyncSession, caller: Caller, referral_id: UUID, request: WithdrawalRequest, *, as_at: date
) -> Referral:
    """Withdraw a referral for a coded reason, and set its place free for somebody else."""
    row = await referral_to_change(session, caller, referral_id)
    concerning(session, row.crn)
    objection = objection_to_withdrawal(
        last_moved_on=row.moved_on,
        last_session_on=row.last_session_on,
        withdrawn_on=request.withdrawn_on,
        as_at=as_at,
    )
    or_refuse(objection, WITHDRAWING)
    await move(session, caller, row, ReferralState.WITHDRAWN, on=request.withdrawn_on, reason=request.reason)
    await set_place_free(session, referral_id, on=request.withdrawn_on)
    return row
