"""The composition root of commissioning: its rooms, its permissions, and the constraints that stand for refusals."""

from fastapi import FastAPI

from noms.chassis.app import create_app
from noms.chassis.chores import Chore
from noms.chassis.service import Service
from noms.chassis.settings import settings_for
from services.commissioning.controllers.refusals import CONSTRAINTS as CONTEST_CONSTRAINTS
from services.commissioning.controllers.router import ROUTERS as CONTEST_ROOMS
from services.commissioning.due_returns.router import ROUTERS as RETURN_ROOMS
from services.commissioning.due_returns.service import note_overdue
from services.commissioning.invoices.refusals import CONSTRAINTS as MONEY_CONSTRAINTS
from services.commissioning.invoices.router import ROUTERS as MONEY_ROOMS
from services.commissioning.lifecycle.refusals import CONSTRAINTS as AGREEMENT_CONSTRAINTS
from services.commissioning.lifecycle.router import ROUTERS as AGREEMENT_ROOMS
from services.commissioning.measures.router import router as measures
from services.commissioning.organisations.router import router as organisations
from services.commissioning.permissions import EVENTS_READ, ROLES, SCOPES
from services.commissioning.posts.refusals import HoldingsOverlap
from services.commissioning.remedies.refusals import CONSTRAINTS as REMEDY_CONSTRAINTS
from services.commissioning.remedies.router import ROUTERS as REMEDY_ROOMS
from services.commissioning.responsibilities.router import router as responsibilities
from services.commissioning.scorecards.refusals import CONSTRAINTS as PERFORMANCE_CONSTRAINTS
from services.commissioning.scorecards.router import LANES
from services.commissioning.scorecards.router import ROUTERS as PERFORMANCE_ROOMS
from services.commissioning.staffing.router import ROUTERS as OFFICE_ROOMS
from services.commissioning.timelines.router import ROUTERS as TIMELINE_ROOMS

ROOMS = [
    organisations, *OFFICE_ROOMS, responsibilities, *TIMELINE_ROOMS, measures, *AGREEMENT_ROOMS,
    *RETURN_ROOMS, *PERFORMANCE_ROOMS, *CONTEST_ROOMS, *REMEDY_ROOMS, *MONEY_ROOMS,
]  # fmt: skip

service = Service(
    name="commissioning",
    title="Commissioning",
    description="Who buys from whom, what was agreed, what was delivered, how it is rated, and what is owed for it.",
    version="0.1.0",
    rooms=ROOMS,
    scopes=SCOPES,
    events_scope=EVENTS_READ,
    roles=ROLES,
    lanes=LANES,
    chores=[Chore("note_overdue_returns", note_overdue)],
    constraints={
        "post_holding_post_code_days_excl": HoldingsOverlap,
        **AGREEMENT_CONSTRAINTS,
        **PERFORMANCE_CONSTRAINTS,
        **CONTEST_CONSTRAINTS,
        **REMEDY_CONSTRAINTS,
        **MONEY_CONSTRAINTS,
    },
)


def application() -> FastAPI:
    """The running service, from the environment."""
    return create_app(service, settings_for(service.name))
