"""Sentence plans over HTTP."""

from uuid import UUID

from noms.chassis.audit.record import concerning
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.plans import NewPlan, PlanView
from services.offender_mgmt.permissions import Planner, PlanReader
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.plans import queries, service
from services.offender_mgmt.plans.service import NotAssessed, PlanRefused

router = room("plans")


@router.post(
    "/v1/persons/{crn}/plans",
    status_code=201,
    response_model=PlanView,
    responses=problems(NotAssessed, PlanRefused, PersonHasDied),
)
async def agree_plan(crn: Crn, new: NewPlan, session: Session, caller: Planner) -> PlanView:
    """Record a sentence plan made on the person's latest assessment.

    Each objective names the assessed need that it serves. Each need without an objective carries the reason: it is
    recorded as an unmet need and never dropped.
    """
    return await queries.plan_view(session, await service.agree_plan(session, caller, crn, new))


@router.get("/v1/plans/{plan_id}", response_model=PlanView)
async def read_plan(plan_id: UUID, session: Session, caller: PlanReader) -> PlanView:
    """Read one plan as it was agreed."""
    plan = await queries.plan(session, caller, plan_id)
    if plan is None:
        raise NotFound
    concerning(session, plan.crn)
    return await queries.plan_view(session, plan)
