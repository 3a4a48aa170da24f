"""The act of attendance: an outcome is recorded or superseded, and the earliest session attended starts the programme."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.attendance import AttendanceRecorded, AttendanceRequest
from noms.contracts.interventions.referrals import ReferralState
from noms.reference.absence_reasons import AbsenceReason, absence_reason
from noms.reference.faults import UnknownCode
from services.interventions.attendance import queries, rules
from services.interventions.attendance.refusals import RECORDING
from services.interventions.attendance.tables import AttendanceRow
from services.interventions.cohorts.queries import DatedSession, place_of, session_held
from services.interventions.referrals.queries import Referral, last_step, referral_to_change
from services.interventions.referrals.service import correct_withdrawn, count_attended, move
from services.interventions.refusing import or_refuse, refuse


async def record_attendance(
    session: AsyncSession, caller: Caller, session_id: UUID, request: AttendanceRequest, *, as_at: date
) -> AttendanceRow:
    """Record what happened at a session for one person. A correction supersedes the record that stands."""
    held = await session_held(session, caller, session_id)
    referral = await referral_to_change(session, caller, request.referral_id)
    concerning(session, referral.crn)
    outcome = _outcome(request.outcome_code)
    standing = await queries.standing_record(session, session_id, referral.referral_id)
    or_refuse(await _objection(session, held, referral, standing, request.supersedes_attendance_id, as_at=as_at), RECORDING)
    row = AttendanceRow(
        attendance_id=uuid4(), session_id=session_id, held_on=held.held_on, recorded_by=caller.subject, **request.model_dump()
    )
    session.add(row)
    await session.flush()
    count_attended(referral, sessions=_newly_attended(standing, outcome), held_on=held.held_on)
    told = emit(session, _recorded(row, referral, outcome), audience=referral.audience)
    await _follow_register(session, caller, referral, held.cohort_id, told.event_id)
    return row


async def _follow_register(session: AsyncSession, caller: Caller, referral: Referral, cohort_id: UUID, told: UUID) -> None:
    """Start the programme, date its start anew, or let the referral stand as allocated since the day it took its place."""
    attended_on = await queries.attended_days(session, referral.referral_id)
    place = await place_of(session, referral.referral_id, cohort_id)
    stood = await last_step(session, referral.referral_id, *rules.RECORDED_IN)
    called_for = rules.move_called_for(ReferralState(stood.state), stood.moved_on, attended_on)
    if called_for is None or place is None:
        return
    on = min(attended_on, default=place.taken_on)
    if referral.state == ReferralState.WITHDRAWN:
        await correct_withdrawn(session, caller, referral, called_for, on=on, counted_by=told)
    else:
        await move(session, caller, referral, called_for, on=on)


def _outcome(code: str) -> AbsenceReason:
    try:
        return absence_reason(code)
    except UnknownCode:
        refuse(rules.AttendanceObjection.OUTCOME_UNKNOWN, RECORDING)


async def _objection(
    session: AsyncSession,
    held: DatedSession,
    referral: Referral,
    standing: AttendanceRow | None,
    supersedes: UUID | None,
    *,
    as_at: date,
) -> rules.AttendanceObjection | None:
    place = await place_of(session, referral.referral_id, held.cohort_id)
    return rules.objection_to_outcome(
        ReferralState(referral.state),
        rules.Seat(place.taken_on, place.released_on) if place else None,
        held_on=held.held_on,
        order_ends_on=referral.order_ends_on,
        as_at=as_at,
        standing=standing.attendance_id if standing else None,
        supersedes=supersedes,
    )


def _newly_attended(before: AttendanceRow | None, outcome: AbsenceReason) -> int:
    """What a record adds to the sessions attended, less what the record that it supersedes had added."""
    counted = before is not None and rules.was_there(absence_reason(before.outcome_code))
    return rules.was_there(outcome) - counted


def _recorded(row: AttendanceRow, referral: Referral, outcome: AbsenceReason) -> AttendanceRecorded:
    return AttendanceRecorded(
        crn=referral.crn,
        order_id=referral.order_id,
        requirement_id=referral.requirement_id,
        referral_id=referral.referral_id,
        attendance_id=row.attendance_id,
        supersedes_attendance_id=row.supersedes_attendance_id,
        session_id=row.session_id,
        provider=referral.provider,
        outcome_code=row.outcome_code,
        failure_to_comply=rules.is_failure_to_comply(outcome),
        on=row.held_on,
        detail_url=f"/v1/sessions/{row.session_id}/attendance",
    )
