"""Keeping the progress of requirements as the interventions service tells it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.attendance import AttendanceRecorded
from noms.contracts.interventions.referral_events import ReferralMoved
from noms.reference.absence_reasons import absence_reason
from services.offender_mgmt.casefile import queries, rules
from services.offender_mgmt.casefile.tables import AttendanceHeardRow, RequirementProgressRow
from services.offender_mgmt.persons.queries import crn_now


async def follow_referral(session: AsyncSession, moved: ReferralMoved, *, as_at: datetime) -> None:
    """Show the state that the referral has reached as the progress of its requirement.

    A requirement may be referred again: the sessions and failures shown are those of the referral that moved last.
    """
    progress = await _progress(session, moved, as_at)
    if progress.referral_id != moved.referral_id:
        await _show_attendance(session, progress, moved.referral_id)
    progress.programme_code = moved.programme_code
    progress.state = moved.state
    progress.state_on = moved.on
    progress.sessions_attended = moved.sessions_attended
    progress.sessions_planned = moved.sessions_planned


async def follow_attendance(session: AsyncSession, recorded: AttendanceRecorded, *, as_at: datetime) -> None:
    """Take an attendance record, or the correction of one, into the progress of its requirement.

    News of a referral that another has followed is kept and not shown.
    """
    progress = await _progress(session, recorded, as_at)
    session.add(
        AttendanceHeardRow(
            attendance_id=recorded.attendance_id,
            requirement_id=recorded.requirement_id,
            referral_id=recorded.referral_id,
            crn=progress.crn,
            supersedes_attendance_id=recorded.supersedes_attendance_id,
            held_on=recorded.on,
            outcome_code=recorded.outcome_code,
            failure_to_comply=recorded.failure_to_comply,
        )
    )
    await session.flush()
    if progress.referral_id in (None, recorded.referral_id):
        await _show_attendance(session, progress, recorded.referral_id)


async def _show_attendance(session: AsyncSession, progress: RequirementProgressRow, referral_id: UUID) -> None:
    """Show what the attendance records of one referral add up to, and that it is this referral's."""
    heard = await queries.attendance_heard(session, progress.requirement_id, referral_id)
    stands = rules.standing([_attendance(row) for row in heard])
    progress.referral_id = referral_id
    progress.sessions_attended = stands.sessions_attended
    progress.failures_to_comply = stands.failures_to_comply
    progress.last_session_on = stands.last_session_on
    progress.last_outcome_code = stands.last_outcome_code


async def _progress(session: AsyncSession, told: ReferralMoved | AttendanceRecorded, as_at: datetime) -> RequirementProgressRow:
    """The progress of the requirement that was told of, begun with the first news of it."""
    known = await queries.progress(session, told.requirement_id)
    if known is not None:
        known.as_at = as_at
        return known
    begun = RequirementProgressRow(
        requirement_id=told.requirement_id,
        crn=await crn_now(session, Caller.service("offender_mgmt"), told.crn),
        sessions_attended=0,
        sessions_planned=0,
        failures_to_comply=0,
        as_at=as_at,
    )
    session.add(begun)
    return begun


def _attendance(row: AttendanceHeardRow) -> rules.Attendance:
    attended = absence_reason(row.outcome_code).attended
    return rules.Attendance(
        row.attendance_id, row.supersedes_attendance_id, row.held_on, row.outcome_code, row.failure_to_comply, attended is True
    )
