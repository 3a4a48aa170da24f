"""The composition root of offender_mgmt: its rooms, roles and reactions, put on the chassis."""

from fastapi import FastAPI

from noms.chassis.app import create_app
from noms.chassis.feed.follower import Reaction
from noms.chassis.refusals import StaleVersion
from noms.chassis.service import Follow, Service, routers_of
from noms.chassis.settings import settings_for
from noms.contracts.interventions.attendance import AttendanceRecorded
from noms.contracts.interventions.referral_events import ReferralMoved
from services.offender_mgmt.allocations.service import CaseTakenMeanwhile
from services.offender_mgmt.casefile import reactions as progress
from services.offender_mgmt.casefile import router as casefile
from services.offender_mgmt.caselist import router as caselist
from services.offender_mgmt.custody.refusals import MovementsCrossed
from services.offender_mgmt.enforcement import reactions as enforcement_reactions
from services.offender_mgmt.enforcement.service import BreachBegunAlready, WarningGivenAlready
from services.offender_mgmt.permissions import EVENTS_READ, ROLES, SCOPES

ROOMS = routers_of(
    "services.offender_mgmt", "persons", "sentences", "key_dates", "predictors", "oasys_scores", "custody", "assessments",
    "public_protection", "allocations", "plans", "enforcement", "casefile", "caselist", "measures",
)  # fmt: skip
HEARD_FROM_INTERVENTIONS = (
    Reaction(AttendanceRecorded, enforcement_reactions.on_attendance),
    Reaction(AttendanceRecorded, progress.on_attendance),
    Reaction(ReferralMoved, progress.on_referral_moved),
)
service = Service(
    name="offender_mgmt",
    title="Offender management",
    description="One person, one case: sentence, custody, needs, plan, public protection and enforcement, from court to the end.",
    version="0.1.0",
    rooms=ROOMS,
    scopes=SCOPES,
    events_scope=EVENTS_READ,
    roles=ROLES,
    lanes=(*casefile.LANES, *caselist.LANES),
    follows=[Follow("interventions", HEARD_FROM_INTERVENTIONS)],
    constraints={
        "warning_order_id_failed_on_key": WarningGivenAlready,
        "breach_order_id_undecided_key": BreachBegunAlready,
        "movement_crn_place_key": MovementsCrossed,
        "public_protection_record_crn_version_key": StaleVersion,
        "allocation_one_offender_manager_excl": CaseTakenMeanwhile,
        "allocation_one_offender_supervisor_excl": CaseTakenMeanwhile,
    },
)


def application() -> FastAPI:
    """The running service, from the environment."""
    return create_app(service, settings_for(service.name))
