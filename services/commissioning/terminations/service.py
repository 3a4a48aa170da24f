"""Deciding on the right to end an agreement, and ending it; the move itself is an act of the agreement's own room."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.lifecycle import AgreementAct, Termination
from noms.contracts.commissioning.terminations import (
    NewTerminationDecision,
    TerminationDecided,
    TerminationDecisionAnswer,
    TerminationOutcome,
)
from services.commissioning.agreements import queries as agreements
from services.commissioning.escalation.rules import Notice, decided_already, live_points, parameters_on
from services.commissioning.lifecycle.service import move_in_force
from services.commissioning.notices import queries as notices
from services.commissioning.terminations import queries, rules
from services.commissioning.terminations.refusals import NoRightToTerminate, refuse
from services.commissioning.terminations.tables import TerminationDecisionRow


async def decide_on_termination(
    session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewTerminationDecision
) -> TerminationDecisionAnswer:
    """Take the purchaser's decision, with the termination points that gave it the right on its day."""
    case = await notices.open_case(session, caller, agreement_id, today=clock.today())
    taken = await queries.on_record(session, agreement_id, as_at=case.today)
    points = live_points(notices.facts_of(case.records, new.decided_on), new.decided_on)
    refuse(
        rules.objection_to_decision(
            for_the_commissioner=case.for_the_commissioner,
            agreement_state=case.agreed.state,
            points=len(points),
            points_for_the_right=parameters_on(new.decided_on).points_for_the_right,
            decided_already=decided_already(points, map(queries.as_fact, taken), case.today) is not None,
            as_at=case.today,
            **new.model_dump(exclude={"reasons"}),
        )
    )
    row = decision_row(caller, agreement_id, len(taken) + 1, new, points)
    session.add(row)
    emit(session, decided(row, case.agreed.provider), audience=case.agreed.audience)
    await session.flush()
    last_day = new.ends_on or new.decided_on
    return TerminationDecisionAnswer(
        agreement_id=agreement_id,
        decision=queries.decision_view(row),
        agreement_state=await ended(session, caller, agreement_id, new, last_day) or case.agreed.state,
        in_words=rules.what_follows(new.outcome, last_day=last_day, as_at=case.today),
    )


async def terminate_agreement(session: AsyncSession, caller: Caller, agreement_id: UUID, told: Termination) -> AgreementView:
    """End an agreement early: for default as the purchaser decided, otherwise as another clause of the text lets it end."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    taken = await queries.on_record(session, agreement_id, as_at=clock.today())
    decided = [row.ends_on or row.decided_on for row in taken if row.outcome == TerminationOutcome.TERMINATE]
    if not rules.may_end(agreed.instrument, told.clause, told.effective_on, decided):
        raise NoRightToTerminate
    return await move_in_force(session, caller, agreement_id, AgreementAct.TERMINATE, told)


def decision_row(
    caller: Caller, agreement_id: UUID, number: int, new: NewTerminationDecision, points: Sequence[Notice]
) -> TerminationDecisionRow:
    """A decision as it is kept."""
    return TerminationDecisionRow(
        agreement_id=agreement_id,
        number=number,
        points=[notice.notice_id for notice in points],
        decided_by=caller.in_full,
        recorded_at=clock.now(),
        **new.model_dump(),
    )


def decided(row: TerminationDecisionRow, provider: str) -> TerminationDecided:
    """What is published of a decision."""
    return TerminationDecided(
        agreement_id=row.agreement_id,
        provider=provider,
        outcome=TerminationOutcome(row.outcome),
        decided_on=row.decided_on,
        detail_url=f"/v1/agreements/{row.agreement_id}/remedies",
    )


async def ended(
    session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewTerminationDecision, last_day: date
) -> AgreementState | None:
    """Let the agreement's own room terminate it, once the last day has come; its objections stand against the decision too."""
    if new.clause is None or new.outcome is not TerminationOutcome.TERMINATE or last_day > clock.today():
        return None
    told = Termination(effective_on=last_day, clause=new.clause, reason=new.reasons)
    return (await move_in_force(session, caller, agreement_id, AgreementAct.TERMINATE, told)).state
