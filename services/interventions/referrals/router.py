"""Referrals over HTTP."""

from uuid import UUID

from noms.chassis.audit.record import concerning
from noms.chassis.clock import today
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.interventions.referrals import ReferralRequest, ReferralView
from noms.contracts.interventions.suitability import SuitabilityRequest
from services.interventions.permissions import Assessor, ReferralReader, Referrer
from services.interventions.referrals import queries, refusals, service

router = room("referrals")


@router.post(
    "/v1/referrals",
    status_code=201,
    response_model=ReferralView,
    responses=problems(
        NotFound,
        refusals.ReferralOpen,
        refusals.NotAProgrammeRequirement,
        refusals.NotTheProgrammeOfTheOrder,
        refusals.ProgrammeNotInTheCommunity,
        refusals.ProgrammeNotOffered,
    ),
)
async def refer(request: ReferralRequest, session: Session, caller: Referrer) -> ReferralView:
    """Refer the person under a programme requirement to a programme.

    The answer holds the latest feasible start: the last day on which a first session still lets the programme end, with time
    to catch up, before the order does. It warns when that day has passed.
    """
    row = await service.refer(session, caller, request, as_at=today())
    return await queries.referral_view(session, row)


@router.get("/v1/referrals/{referral_id}", response_model=ReferralView)
async def read_referral(referral_id: UUID, session: Session, caller: ReferralReader) -> ReferralView:
    """Read a referral: how it stands, why it was found suitable or not, and every step with its day."""
    row = await queries.referral(session, caller, referral_id)
    concerning(session, row.crn)
    return await queries.referral_view(session, row)


@router.post(
    "/v1/referrals/{referral_id}/suitability",
    status_code=201,
    response_model=ReferralView,
    responses=problems(refusals.MoveNotAllowed),
)
async def decide_suitability(referral_id: UUID, request: SuitabilityRequest, session: Session, caller: Assessor) -> ReferralView:
    """Decide on suitability. The outcome follows from the facts, gate by gate: risk, need, responsivity."""
    row = await service.decide_suitability(session, caller, referral_id, request, as_at=today())
    return await queries.referral_view(session, row)
