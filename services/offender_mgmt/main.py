"""The composition root of offender_mgmt: its rooms, roles and reactions, put on the chassis."""

from fastapi import FastAPI

from noms.chassis.app import create_app
from noms.chassis.chores import Chore
from noms.chassis.feed.follower import Reaction
from noms.chassis.service import Follow, Service, routers_of
from noms.chassis.settings import settings_for
from noms.contracts.interventions.attendance import AttendanceRecorded
from noms.contracts.interventions.referral_events import ReferralMoved
from services.offender_mgmt.casefile import reactions as progress
from services.offender_mgmt.casefile import router as casefile
from services.offender_mgmt.caselist import router as caselist
from services.offender_mgmt.constraints import CONSTRAINTS
from services.offender_mgmt.enforcement import reactions as enforcement_reactions
from services.offender_mgmt.escalations.service import escalate_transfers, follow_movements, withdraw_moot_transfers
from services.offender_mgmt.location_files.refusals import LARGE_BODIES
from services.offender_mgmt.permissions import EVENTS_READ, ROLES, SCOPES
from services.offender_mgmt.registers import router as registers

ROOMS = routers_of(
    "services.offender_mgmt", "persons", "sentences", "key_dates", "predictors", "oasys_scores", "custody", "assessments",
    "public_protection", "allocations", "plans", "enforcement", "casefile", "caselist", "measures",
    "access", "timelines", "past_cases", "subject_access",
    "absences", "corrections", "capacities", "populations", "location_files", "escorts",
    "searches", "particulars", "matching", "merges",
    "appearances", "sentence_adjustments", "calculations", "licences", "recalls", "terminations", "order_calendars",
    "registers", "due_reviews", "mappa_categories", "court_reports", "due_reports", "sentencing", "victims",
    "handovers", "responsibility", "responsibility_gaps", "transfers", "transfer_answers", "workloads", "model_scopes",
    "reallocations",
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
    lanes=(*casefile.LANES, *caselist.LANES, *registers.LANES),
    follows=[Follow("interventions", HEARD_FROM_INTERVENTIONS)],
    large_bodies=LARGE_BODIES,
    chores=[Chore(act.__name__, act) for act in (withdraw_moot_transfers, escalate_transfers, follow_movements)],
    constraints=CONSTRAINTS,
)


def application() -> FastAPI:
    """The running service, from the environment."""
    return create_app(service, settings_for(service.name))
