"""Giving a notice, answering it from the provider's side, deciding on the plan, and closing it: each act adds a row."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.audit.record import concerning
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid
from noms.contracts.commissioning import notices as wire
from noms.contracts.commissioning.answers import NewPlan, NewStatement, PlanDecision, PlanOutcome
from noms.contracts.commissioning.notice_events import NoticeAnswered, NoticeClosed, NoticeGiven, PlanDecided
from noms.contracts.commissioning.texts import ClauseEffect
from noms.contracts.commissioning.triggers import Evidence
from noms.contracts.events import Event
from services.commissioning.answers import service as answers
from services.commissioning.escalation.rules import parameters_on
from services.commissioning.notices import queries, rules
from services.commissioning.notices.refusals import refusal, refuse
from services.commissioning.notices.tables import Cited, ClosingRow, NoticeRow
from services.commissioning.shortfalls import queries as figures
from services.commissioning.shortfalls.rules import fails_since
from services.commissioning.texts.queries import whole_text
from services.commissioning.triggers.rules import Facts, Finding, triggers


async def give_notice(session: AsyncSession, caller: Caller, agreement_id: UUID, new: wire.NewNotice) -> wire.NoticeView:
    """Give a notice on figures that call for it on its day, and start its clocks."""
    case = await queries.open_case(session, caller, agreement_id, today=clock.today())
    agreed = case.agreed
    text = await whole_text(session, agreement_id)
    refuse(
        rules.objection_to_giving(
            for_the_commissioner=case.for_the_commissioner,
            agreement_state=agreed.state,
            given_on=new.given_on,
            starts_on=agreed.starts_on,
            ends_on=agreed.ends_on,
            last_given_on=max((record.row.given_on for record in case.records), default=None),
            clause_allows=text.clause_with(ClauseEffect.DEFAULT, new.given_on, code=new.clause) is not None,
            as_at=case.today,
        ),
        day="/given_on",
    )
    await refuse_unknown(session, agreement_id, new.evidence)
    facts, parameters = await facts_of(session, case, new.given_on), parameters_on(new.given_on)
    found = rules.finding_for(
        triggers(facts, parameters, new.given_on), kind=new.kind, matter=new.matter, cited=frozenset(new.evidence)
    )
    if isinstance(found, rules.NoticeObjection):
        raise refusal(found, day="/given_on")
    row = entered(case, new, found, rules.clocks_of(new.kind, new.given_on, found, parameters))
    session.add(row)
    given = NoticeGiven(**_about(case, row), given_on=row.given_on, plan_due_on=row.plan_due_on)
    return await told_to_both(session, case, row.notice_id, given)


async def state_side(session: AsyncSession, caller: Caller, notice_id: UUID, new: NewStatement) -> wire.NoticeView:
    """Take the provider's side of a notice; what it cites must stand under the same agreement."""
    case = await queries.open_notice(session, caller, notice_id, today=clock.today())
    row = answers.keep_statement(session, caller, case.answered, case.record.answers, new, as_at=case.today)
    await refuse_unknown(session, case.agreed.agreement_id, new.evidence)
    told = NoticeAnswered(**_about(case, case.row), answer=wire.Answer.STATEMENT, answer_version=row.version, late=False)
    return await told_to_both(session, case, notice_id, told)


async def submit_plan(session: AsyncSession, caller: Caller, notice_id: UUID, new: NewPlan) -> wire.NoticeView:
    """Take the provider's plan, in time or late."""
    case = await queries.open_notice(session, caller, notice_id, today=clock.today())
    plan = answers.keep_plan(session, caller, case.answered, case.record.answers, new, as_at=case.today)
    late = plan.submitted_on > plan.due_on
    told = NoticeAnswered(**_about(case, case.row), answer=wire.Answer.PLAN, answer_version=plan.version, late=late)
    return await told_to_both(session, case, notice_id, told)


async def decide_on_plan(session: AsyncSession, caller: Caller, notice_id: UUID, new: PlanDecision) -> wire.NoticeView:
    """Take what the purchaser says to the plan."""
    case = await queries.open_notice(session, caller, notice_id, today=clock.today())
    row = answers.keep_plan_decision(session, caller, case.answered, case.record.answers, new, as_at=case.today)
    told = PlanDecided(
        **_about(case, case.row), plan_version=row.version, outcome=PlanOutcome(row.outcome), due_on=row.next_due_on
    )
    return await told_to_both(session, case, notice_id, told)


async def declare_rectified(
    session: AsyncSession, caller: Caller, notice_id: UUID, new: wire.NewRectification
) -> wire.NoticeView:
    """Say that the failure is put right, on evidence that the notice did not rest on."""
    case = await queries.open_notice(session, caller, notice_id, today=clock.today())
    row, parameters = case.row, parameters_on(new.rectified_on)
    known = await figures.figures_of(session, case.agreed)
    refuse(
        rules.objection_to_rectification(
            for_the_commissioner=case.for_the_commissioner,
            state=case.state,
            given_on=row.given_on,
            rectified_on=new.rectified_on,
            rests_on=queries.evidence_of(row.evidence),
            cited=new.evidence,
            fails_since=fails_since(known.quarters, row.matter, row.quarter or 0, parameters, new.rectified_on),
            as_at=case.today,
        ),
        day="/rectified_on",
    )
    await refuse_unknown(session, row.agreement_id, new.evidence)
    return await closed(session, case, wire.NoticeState.RECTIFIED, new.rectified_on, reasons=new.reasons, cited=new.evidence)


async def withdraw_notice(session: AsyncSession, caller: Caller, notice_id: UUID, new: wire.NoticeWithdrawal) -> wire.NoticeView:
    """Take a notice back: it stays on record, and its point counts no more."""
    case = await queries.open_notice(session, caller, notice_id, today=clock.today())
    refuse(
        rules.objection_to_withdrawal(
            for_the_commissioner=case.for_the_commissioner,
            state=case.state,
            given_on=case.row.given_on,
            withdrawn_on=new.withdrawn_on,
            as_at=case.today,
        ),
        day="/withdrawn_on",
    )
    return await closed(session, case, wire.NoticeState.WITHDRAWN, new.withdrawn_on, reasons=new.reasons, cited=[])


async def closed(
    session: AsyncSession,
    case: queries.NoticeCase,
    state: wire.NoticeState,
    day: date,
    *,
    reasons: str,
    cited: Sequence[Evidence],
) -> wire.NoticeView:
    """Keep how a notice ended, and tell it."""
    row = ClosingRow(
        notice_id=case.row.notice_id,
        state=state,
        agreement_id=case.row.agreement_id,
        closed_on=day,
        reasons=reasons,
        evidence=kept(cited),
        closed_by=case.caller.in_full,
        recorded_at=clock.now(),
    )
    session.add(row)
    return await told_to_both(session, case, row.notice_id, NoticeClosed(**_about(case, case.row), state=state, closed_on=day))


async def told_to_both(session: AsyncSession, case: queries.Case, notice_id: UUID, event: Event) -> wire.NoticeView:
    """Publish what happened to whoever reaches the agreement, and show the notice as it stands now."""
    emit(session, event, audience=case.agreed.audience)
    concerning(session, str(case.agreed.agreement_id))
    await session.flush()
    records = await queries.on_record(session, case.agreed.agreement_id, as_at=case.today)
    return next(view for view in queries.notice_views(records, case.today) if view.id == notice_id)


async def facts_of(session: AsyncSession, case: queries.Case, day: date) -> Facts:
    """What is known about the agreement: its figures, and its notices as they stood on the day."""
    known = await figures.figures_of(session, case.agreed)
    return Facts(known.quarters, known.months, queries.facts_of(case.records, day))


async def refuse_unknown(session: AsyncSession, agreement_id: UUID, cited: Sequence[Evidence]) -> None:
    """Refuse evidence that does not stand under the agreement, naming each piece."""
    if faults := await queries.faults_of(session, agreement_id, cited):
        raise Invalid(errors=faults)


def kept(cited: Sequence[Evidence]) -> Cited:
    """Evidence as it is kept."""
    return [item.model_dump(mode="json") for item in cited]


def entered(case: queries.Case, new: wire.NewNotice, found: Finding, clocks: rules.Clocks) -> NoticeRow:
    """A notice as it is kept, with what called for it and who gave it."""
    return NoticeRow(
        notice_id=uuid4(),
        agreement_id=case.agreed.agreement_id,
        number=len(case.records) + 1,
        trigger=found.trigger,
        quarter=found.quarter,
        months=list(found.months),
        evidence=kept(new.evidence),
        follows=found.follows,
        given_by=case.caller.in_full,
        given_through=case.caller.client,
        recorded_at=clock.now(),
        **new.model_dump(exclude={"evidence"}),
        **asdict(clocks),
    )


def _about(case: queries.Case, row: NoticeRow) -> dict[str, Any]:
    """What every event of a notice says."""
    told = {"agreement_id": row.agreement_id, "notice_id": row.notice_id, "kind": row.kind}
    return told | {"provider": case.agreed.provider, "detail_url": f"/v1/agreements/{row.agreement_id}/remedies"}
