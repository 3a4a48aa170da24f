"""The composition root of interventions: its rooms, what it hears, and what its constraints mean."""

from fastapi import FastAPI

from noms.chassis.app import create_app
from noms.chassis.feed.follower import Reaction
from noms.chassis.service import Follow, Service
from noms.chassis.settings import settings_for
from noms.contracts.offender_mgmt.sentence_events import RequirementImposed
from services.interventions.attendance.refusals import AlreadyRecorded, NotTheStandingRecord
from services.interventions.attendance.router import router as attendance
from services.interventions.cohorts.refusals import CohortFull, PlaceHeld, SessionDayTaken
from services.interventions.cohorts.router import router as cohorts
from services.interventions.completion.refusals import AlreadyEvidenced
from services.interventions.completion.router import router as completion
from services.interventions.measures.router import router as measures
from services.interventions.permissions import EVENTS_READ, ROLES, SCOPES
from services.interventions.placement.router import router as placement
from services.interventions.programmes.router import router as programmes
from services.interventions.referrals.refusals import MoveNotAllowed, ReferralOpen
from services.interventions.referrals.router import router as referrals
from services.interventions.requirements.reactions import on_requirement_imposed
from services.interventions.requirements.router import router as requirements
from services.interventions.withdrawal.router import router as withdrawal

service = Service(
    name="interventions",
    title="Interventions",
    description=(
        "Accredited programmes under the requirements that courts imposed: referral, suitability, a place in a cohort, sessions "
        "with attendance, and completion with its four evidences. Every refusal says why, and every figure opens to its events."
    ),
    version="0.1.0",
    rooms=[programmes, requirements, referrals, cohorts, placement, withdrawal, attendance, completion, measures],
    scopes=SCOPES,
    events_scope=EVENTS_READ,
    roles=ROLES,
    follows=[Follow("offender_mgmt", [Reaction(RequirementImposed, on_requirement_imposed)])],
    constraints={
        "referral_requirement_id_programme_code_open_key": ReferralOpen,
        "referral_move_pkey": MoveNotAllowed,
        "place_cohort_id_number_held_key": CohortFull,
        "place_number_check": CohortFull,
        "place_referral_id_held_key": PlaceHeld,
        "cohort_session_cohort_id_held_on_key": SessionDayTaken,
        "attendance_session_id_referral_id_first_key": AlreadyRecorded,
        "attendance_supersedes_attendance_id_key": NotTheStandingRecord,
        "completion_evidence_pkey": AlreadyEvidenced,
    },
)


def application() -> FastAPI:
    """The running service, from the environment."""
    return create_app(service, settings_for(service.name))
