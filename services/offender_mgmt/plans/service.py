"""Agreeing a sentence plan on the person's latest assessment."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Refusal
from noms.contracts.offender_mgmt.plans import NewPlan, PlanAgreed
from services.offender_mgmt.assessments import queries as assessments
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.plans import rules
from services.offender_mgmt.plans.tables import ObjectiveRow, PlanRow, UnmetNeedRow


class NotAssessed(Refusal):
    """A plan rests on an assessment, and there is none."""

    code = "not_assessed"
    title = "A plan rests on an assessment: record one first."


class PlanRefused(Refusal):
    """The plan does not follow from the assessment: see `errors` for each reason and its field."""

    code = "plan_refused"
    title = "The plan does not follow from the person's latest assessment: see errors."


async def agree_plan(session: AsyncSession, caller: Caller, crn: str, new: NewPlan) -> PlanRow:
    """Record a plan in which every need of the latest assessment is served, or has a reason why it is not."""
    person = await persons.living_person(session, caller, crn)
    latest = await assessments.latest_assessment(session, person.crn)
    if latest is None:
        raise NotAssessed
    findings = rules.Findings(latest.assessment_id, latest.completed_on, tuple(latest.needs))
    faults = rules.plan_faults(new, findings, as_at=clock.today())
    if faults:
        raise PlanRefused(errors=faults)
    plan = PlanRow(
        plan_id=uuid4(),
        crn=person.crn,
        assessment_id=latest.assessment_id,
        agreed_on=new.agreed_on,
        review_by=rules.review_day(new),
        recorded_at=clock.now(),
        recorded_by=caller.subject,
    )
    session.add(plan)
    await session.flush()
    session.add_all([*_objectives(plan, new), *_unmet_needs(plan, new)])
    emit(session, _told(plan), audience=person.audience)
    await session.flush()
    return plan


def _objectives(plan: PlanRow, new: NewPlan) -> list[ObjectiveRow]:
    return [
        ObjectiveRow(
            objective_id=uuid4(),
            plan_id=plan.plan_id,
            crn=plan.crn,
            place=place,
            assessment_id=objective.need.assessment_id,
            section_code=objective.need.section_code,
            objective=objective.objective,
            actions=list(objective.actions),
            complete_by=objective.complete_by,
        )
        for place, objective in enumerate(new.objectives, start=1)
    ]


def _unmet_needs(plan: PlanRow, new: NewPlan) -> list[UnmetNeedRow]:
    return [
        UnmetNeedRow(
            unmet_need_id=uuid4(),
            plan_id=plan.plan_id,
            crn=plan.crn,
            place=place,
            assessment_id=unmet.need.assessment_id,
            section_code=unmet.need.section_code,
            reason_code=unmet.reason_code,
            reason=unmet.reason,
        )
        for place, unmet in enumerate(new.unmet_needs, start=1)
    ]


def _told(plan: PlanRow) -> PlanAgreed:
    return PlanAgreed(
        crn=plan.crn,
        plan_id=plan.plan_id,
        assessment_id=plan.assessment_id,
        agreed_on=plan.agreed_on,
        detail_url=f"/v1/plans/{plan.plan_id}",
    )
