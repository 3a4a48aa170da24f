"""Keeping the provider's side, its plan, and what the purchaser says to the plan. Whoever calls holds the agreement."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.answers import NewPlan, NewStatement, PlanDecision
from services.commissioning.answers import rules
from services.commissioning.answers.queries import Answers
from services.commissioning.answers.refusals import refuse
from services.commissioning.answers.tables import PlanDecisionRow, PlanRow, StatementRow
from services.commissioning.escalation.rules import parameters_on


def keep_statement(
    session: AsyncSession, caller: Caller, notice: rules.Answered, told: Answers, new: NewStatement, *, as_at: date
) -> StatementRow:
    """Keep the provider's side, or an amended version of it."""
    versions, amends = len(told.statements), new.amends_version or 0
    objection = rules.objection_to_statement(notice, stated_on=new.stated_on, versions=versions, amends=amends, as_at=as_at)
    refuse(objection, day="/stated_on")
    row = StatementRow(
        notice_id=notice.notice_id,
        agreement_id=notice.agreement_id,
        version=versions + 1,
        stated_on=new.stated_on,
        statement=new.statement,
        evidence=[cited.model_dump(mode="json") for cited in new.evidence],
        stated_by=caller.in_full,
        recorded_at=clock.now(),
    )
    session.add(row)
    return row


def keep_plan(
    session: AsyncSession, caller: Caller, notice: rules.Answered, told: Answers, new: NewPlan, *, as_at: date
) -> PlanRow:
    """Keep the provider's plan; one that comes after its day is kept as late."""
    days = {"submitted_on": new.submitted_on, "rectified_by": new.rectified_by}
    refuse(rules.objection_to_plan(notice, **days, plans=told.plans_told(caller), as_at=as_at), day="/submitted_on")
    assert notice.plan_due_on is not None, "a notice that asks for no plan refuses one"
    row = PlanRow(
        notice_id=notice.notice_id,
        agreement_id=notice.agreement_id,
        version=len(told.plans) + 1,
        due_on=notice.plan_due_on,
        plan=new.plan,
        submitted_by=caller.in_full,
        submitted_through=caller.client,
        recorded_at=clock.now(),
        **days,
    )
    session.add(row)
    return row


def keep_plan_decision(
    session: AsyncSession, caller: Caller, notice: rules.Answered, told: Answers, new: PlanDecision, *, as_at: date
) -> PlanDecisionRow:
    """Accept or reject the plan that was read; either way a clock runs anew."""
    plans = told.plans_told(caller)
    objection = rules.objection_to_plan_decision(
        notice, version=new.plan_version, decided_on=new.decided_on, plans=plans, as_at=as_at
    )
    refuse(objection, day="/decided_on")
    due_on = rules.next_due_on(
        new.outcome,
        decided_on=new.decided_on,
        rectified_by=told.plans[-1].rectified_by,
        parameters=parameters_on(new.decided_on),
    )
    row = PlanDecisionRow(
        notice_id=notice.notice_id,
        agreement_id=notice.agreement_id,
        version=new.plan_version,
        outcome=new.outcome,
        decided_on=new.decided_on,
        reasons=new.reasons,
        next_due_on=due_on,
        decided_by=caller.in_full,
        recorded_at=clock.now(),
    )
    session.add(row)
    return row
