"""The acts of a referral: to refer, to decide on suitability, and the one way in which a referral moves."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.referral_events import ReferralMoved
from noms.contracts.interventions.referrals import ReferralRequest, ReferralState
from noms.contracts.interventions.suitability import SuitabilityRequest
from noms.reference.programmes import Programme
from services.interventions.programmes.queries import programme_named
from services.interventions.programmes.rules import latest_start_of
from services.interventions.referrals import queries, rules
from services.interventions.referrals.refusals import DECIDING, REFERRING, MoveNotAllowed
from services.interventions.referrals.tables import ReferralMoveRow, ReferralRow, SuitabilityRow
from services.interventions.refusing import or_refuse
from services.interventions.requirements.queries import Requirement, requirement
from services.interventions.requirements.service import note_progress


async def refer(session: AsyncSession, caller: Caller, request: ReferralRequest, *, as_at: date) -> ReferralRow:
    """Refer the person under a requirement to a programme, and reckon by when it must begin."""
    found = await requirement(session, caller, request.requirement_id)
    concerning(session, found.crn)
    programme = programme_named(request.programme_code)
    or_refuse(_objection(found, programme, request.referred_on, as_at), REFERRING)
    row = _submitted(found, programme, request.referred_on)
    session.add(row)
    await session.flush()
    await _record_step(session, caller, row, reason=None, counted_by=None)
    return row


async def decide_suitability(
    session: AsyncSession, caller: Caller, referral_id: UUID, request: SuitabilityRequest, *, as_at: date
) -> ReferralRow:
    """Decide by risk, need and responsivity whether the person is suitable, and keep the facts with the decision."""
    row = await queries.referral_to_change(session, caller, referral_id)
    concerning(session, row.crn)
    objection = rules.objection_to_decision(
        row.programme_code,
        ogrs_percent=request.ogrs_percent,
        referred_on=row.referred_on,
        decided_on=request.decided_on,
        as_at=as_at,
    )
    or_refuse(objection, DECIDING)
    results = rules.gates(row.programme_code, **request.model_dump(exclude={"decided_by"}))
    await move(session, caller, row, rules.outcome(results), on=request.decided_on)
    reasons = [reason for result in results for reason in result.reasons]
    session.add(SuitabilityRow(referral_id=referral_id, reasons=reasons, **request.model_dump()))
    return row


async def move(
    session: AsyncSession,
    caller: Caller,
    row: ReferralRow,
    to: ReferralState,
    *,
    on: date,
    reason: str | None = None,
    counted_by: UUID | None = None,
) -> None:
    """Let a referral enter a state, keep the step, tell the queue and the other services.

    `counted_by` is the event by which a measure counts the step, when it is not the move itself.

    Raises:
        MoveNotAllowed: the state in which it stands does not lead there.

    """
    if not rules.may_move(ReferralState(row.state), to):
        raise MoveNotAllowed(f"A referral that is {row.state} cannot become {to}.")
    row.state, row.moved_on = to, on
    await _record_step(session, caller, row, reason=reason, counted_by=counted_by)


async def correct_withdrawn(
    session: AsyncSession, caller: Caller, row: ReferralRow, to: ReferralState, *, on: date, counted_by: UUID
) -> None:
    """Correct whether and when a referral had started that has been withdrawn, and stays so.

    Its history goes on with the step as it is known now and with the withdrawal as it was. Both are counted by the event of
    the correction: no other is sent, for the state has not changed and another referral may have followed.
    """
    withdrawal = await queries.last_step(session, row.referral_id, ReferralState.WITHDRAWN)
    _keep_step(session, caller, row, to, on=on, reason=None, event_id=counted_by)
    await session.flush()
    ended, reason = withdrawal.moved_on, withdrawal.reason
    _keep_step(session, caller, row, ReferralState.WITHDRAWN, on=ended, reason=reason, event_id=counted_by)


async def allocate(
    session: AsyncSession, caller: Caller, row: ReferralRow, *, cohort_id: UUID, sessions_planned: int, on: date
) -> None:
    """Let a referral be allocated to a cohort, whose sessions it now has before it."""
    row.cohort_id, row.sessions_planned = cohort_id, sessions_planned
    await move(session, caller, row, ReferralState.ALLOCATED, on=on)


def count_attended(row: ReferralRow, *, sessions: int, held_on: date) -> None:
    """Count sessions attended under a referral, or take back what a superseded record had counted, and note the last session."""
    row.sessions_attended += sessions
    row.last_session_on = max(held_on, row.last_session_on or held_on)


async def _record_step(
    session: AsyncSession, caller: Caller, row: ReferralRow, *, reason: str | None, counted_by: UUID | None
) -> None:
    event, state = emit(session, _moved(row), audience=row.audience), ReferralState(row.state)
    _keep_step(session, caller, row, state, on=row.moved_on, reason=reason, event_id=counted_by or event.event_id)
    await note_progress(session, row.requirement_id, row.referral_id, state)


def _keep_step(
    session: AsyncSession, caller: Caller, row: ReferralRow, state: ReferralState, *, on: date, reason: str | None, event_id: UUID
) -> None:
    session.add(
        ReferralMoveRow(
            referral_id=row.referral_id,
            state=state,
            moved_on=on,
            recorded_by=caller.subject,
            reason=reason,
            event_id=event_id,
        )
    )


def _objection(found: Requirement, programme: Programme, referred_on: date, as_at: date) -> rules.ReferralObjection | None:
    return rules.objection_to_referral(
        programme,
        requirement_code=found.requirement_code,
        programme_of_order=found.programme_code,
        order_starts_on=found.order_starts_on,
        order_ends_on=found.order_ends_on,
        referred_on=referred_on,
        as_at=as_at,
    )


def _submitted(found: Requirement, programme: Programme, referred_on: date) -> ReferralRow:
    latest_start = latest_start_of(programme, found.order_ends_on, as_at=referred_on)
    return ReferralRow(
        referral_id=uuid4(),
        requirement_id=found.requirement_id,
        crn=found.crn,
        order_id=found.order_id,
        programme_code=programme.code,
        provider=found.provider,
        state=ReferralState.SUBMITTED,
        moved_on=referred_on,
        referred_on=referred_on,
        order_ends_on=found.order_ends_on,
        latest_feasible_start=latest_start,
        warnings=list(rules.warnings_for(latest_start, as_at=referred_on)),
        sessions_attended=0,
        sessions_planned=programme.sessions or 0,
        audience=found.audience,
    )


def _moved(row: ReferralRow) -> ReferralMoved:
    return ReferralMoved(
        crn=row.crn,
        order_id=row.order_id,
        requirement_id=row.requirement_id,
        referral_id=row.referral_id,
        programme_code=row.programme_code,
        provider=row.provider,
        state=ReferralState(row.state),
        on=row.moved_on,
        sessions_attended=row.sessions_attended,
        sessions_planned=row.sessions_planned,
        detail_url=f"/v1/referrals/{row.referral_id}",
    )


async def give_to(session: AsyncSession, crn: str, requirement_ids: Sequence[UUID]) -> None:
    """Let the referrals under these requirements be another record's, as offender_mgmt says."""
    await session.execute(update(ReferralRow).where(ReferralRow.requirement_id.in_(requirement_ids)).values(crn=crn))


async def end(session: AsyncSession, requirement_id: UUID, ended_on: date) -> None:
    """Let the referrals under a requirement that has ended have no session after that day."""
    last_day = func.least(ReferralRow.order_ends_on, ended_on)
    await session.execute(update(ReferralRow).where(ReferralRow.requirement_id == requirement_id).values(order_ends_on=last_day))
