"""Withdrawal over HTTP."""

from uuid import UUID

from noms.chassis.clock import today
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.interventions.referrals import ReferralView
from noms.contracts.interventions.withdrawal import WithdrawalRequest
from services.interventions.permissions import Referrer
from services.interventions.referrals.queries import referral_view
from services.interventions.referrals.refusals import MoveNotAllowed
from services.interventions.withdrawal import service

router = room("withdrawal")


@router.post(
    "/v1/referrals/{referral_id}/withdrawal", status_code=201, response_model=ReferralView, responses=problems(MoveNotAllowed)
)
async def withdraw(referral_id: UUID, request: WithdrawalRequest, session: Session, caller: Referrer) -> ReferralView:
    """Withdraw a referral before its programme is complete. A place that it holds is free at once."""
    row = await service.withdraw(session, caller, referral_id, request, as_at=today())
    return await referral_view(session, row)
