"""The composition root of interventions: its rooms, what it hears, and what its constraints mean."""

from typing import Any

from fastapi import FastAPI

from noms.chassis.app import create_app
from noms.chassis.feed.follower import Reaction
from noms.chassis.service import Follow, Service, routers_of
from noms.chassis.settings import settings_for
from noms.contracts.offender_mgmt.sentence_events import RequirementImposed
from noms.contracts.offender_mgmt.terminations import RequirementEnded
from services.interventions.access import reactions as closed
from services.interventions.attendance.refusals import AlreadyRecorded, NotTheStandingRecord
from services.interventions.cohorts.refusals import CohortFull, PlaceHeld, SessionDayTaken
from services.interventions.completion.refusals import AlreadyEvidenced
from services.interventions.permissions import EVENTS_READ, ROLES, SCOPES
from services.interventions.referrals import reactions as referred
from services.interventions.referrals.refusals import MoveNotAllowed, ReferralOpen
from services.interventions.requirements import reactions as taken_in

ROOMS = routers_of(
    "services.interventions", "programmes", "requirements", "referrals", "cohorts", "placement", "withdrawal", "attendance",
    "completion", "measures", "offers", "subject_data",
)  # fmt: skip
HEARD: list[Reaction[Any]] = [
    Reaction(RequirementImposed, taken_in.on_requirement_imposed), *taken_in.MERGES, *referred.MERGES,
    *(Reaction(RequirementEnded, heard.on_requirement_ended) for heard in (taken_in, referred)), *closed.CLOSURES,
]  # fmt: skip

service = Service(
    name="interventions",
    title="Interventions",
    description=(
        "Accredited programmes under the requirements that courts imposed: referral, suitability, a place in a cohort, sessions "
        "with attendance, and completion with its four evidences. Every refusal says why, and every figure opens to its events."
    ),
    version="0.1.0",
    rooms=ROOMS,
    scopes=SCOPES,
    events_scope=EVENTS_READ,
    roles=ROLES,
    follows=[Follow("offender_mgmt", HEARD)],
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
