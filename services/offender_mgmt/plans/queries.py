"""Sentence plans on record."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.plans import ObjectiveView, PlanView, UnmetNeedView, UnmetReason
from services.offender_mgmt.assessments.rules import scored_section
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.plans.tables import ObjectiveRow, PlanRow, UnmetNeedRow


async def plan(session: AsyncSession, caller: Caller, plan_id: UUID) -> PlanRow | None:
    """The plan, if its person is within the caller's reach."""
    rows = select(PlanRow).join(PersonRow, PersonRow.crn == PlanRow.crn).where(PlanRow.plan_id == plan_id, reached_by(caller))
    return await session.scalar(rows)


async def plan_view(session: AsyncSession, plan: PlanRow) -> PlanView:
    """A plan found within reach before, with its objectives and unmet needs in their order."""
    objectives = select(ObjectiveRow).where(ObjectiveRow.plan_id == plan.plan_id).order_by(ObjectiveRow.place)
    unmet_needs = select(UnmetNeedRow).where(UnmetNeedRow.plan_id == plan.plan_id).order_by(UnmetNeedRow.place)
    return PlanView(
        plan_id=plan.plan_id,
        crn=plan.crn,
        assessment_id=plan.assessment_id,
        agreed_on=plan.agreed_on,
        review_by=plan.review_by,
        objectives=[_objective(row) for row in await session.scalars(objectives)],
        unmet_needs=[_unmet_need(row) for row in await session.scalars(unmet_needs)],
        recorded_at=plan.recorded_at,
    )


def _objective(row: ObjectiveRow) -> ObjectiveView:
    section = scored_section(row.section_code)
    return ObjectiveView(
        assessment_id=row.assessment_id,
        section_code=row.section_code,
        section_name=section.name,
        pathway_code=section.pathway_code,
        objective=row.objective,
        actions=row.actions,
        complete_by=row.complete_by,
    )


def _unmet_need(row: UnmetNeedRow) -> UnmetNeedView:
    section = scored_section(row.section_code)
    return UnmetNeedView(
        assessment_id=row.assessment_id,
        section_code=row.section_code,
        section_name=section.name,
        pathway_code=section.pathway_code,
        reason_code=UnmetReason(row.reason_code),
        reason=row.reason,
    )
