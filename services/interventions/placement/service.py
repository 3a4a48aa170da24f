"""The act of placement: a suitable referral takes a place in a cohort."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.placement import PlaceRequest, PlaceView
from noms.contracts.interventions.referrals import ReferralState
from services.interventions.cohorts import queries as cohorts
from services.interventions.cohorts.service import give_place
from services.interventions.placement.refusals import PLACING
from services.interventions.placement.rules import Applicant, Group, objection_to_place
from services.interventions.referrals.queries import Referral, referral_to_change
from services.interventions.referrals.rules import warnings_for
from services.interventions.referrals.service import allocate
from services.interventions.refusing import or_refuse


async def take_place(session: AsyncSession, caller: Caller, cohort_id: UUID, request: PlaceRequest, *, as_at: date) -> PlaceView:
    """Let a suitable referral take the lowest free place. Whoever comes when all are taken is refused."""
    referral = await referral_to_change(session, caller, request.referral_id)
    concerning(session, referral.crn)
    cohort = await cohorts.cohort_to_change(session, caller, cohort_id)
    group = await _group(session, cohort)
    or_refuse(objection_to_place(_applicant(referral), group, taken_on=request.taken_on, as_at=as_at), PLACING)
    place = await give_place(session, cohort, referral.referral_id, taken_on=request.taken_on)
    await allocate(session, caller, referral, cohort_id=cohort_id, sessions_planned=cohort.sessions_planned, on=request.taken_on)
    return PlaceView(
        place_id=place.place_id,
        cohort_id=cohort_id,
        referral_id=referral.referral_id,
        number=place.number,
        taken_on=place.taken_on,
        places_taken=len(await cohorts.places_held(session, cohort_id)),
        capacity=cohort.capacity,
        warnings=list(warnings_for(referral.latest_feasible_start, as_at=cohort.starts_on)),
    )


async def _group(session: AsyncSession, cohort: cohorts.Cohort) -> Group:
    sessions = await cohorts.sessions_of(session, cohort.cohort_id)
    return Group(
        cohort.programme_code, cohort.provider, cohort.starts_on, max((dated.held_on for dated in sessions), default=None)
    )


def _applicant(referral: Referral) -> Applicant:
    return Applicant(
        ReferralState(referral.state), referral.programme_code, referral.provider, referral.moved_on, referral.order_ends_on
    )
