"""Reading attendance: the record that stands, the register of a session, and the outcomes of a referral."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.attendance import AttendanceView
from noms.reference.absence_reasons import absence_reason
from services.interventions.attendance import rules
from services.interventions.attendance.tables import AttendanceRow
from services.interventions.referrals.queries import reached_by
from services.interventions.referrals.tables import ReferralRow


async def standing_record(session: AsyncSession, session_id: UUID, referral_id: UUID) -> AttendanceRow | None:
    """The record that stands for one person at one session, if there is one."""
    return await session.scalar(
        _standing().where(AttendanceRow.session_id == session_id, AttendanceRow.referral_id == referral_id)
    )


async def register_of(session: AsyncSession, caller: Caller, session_id: UUID) -> list[AttendanceView]:
    """The records that stand for one session, in the order in which they were first made; the audit names everybody in them."""
    named = _standing().add_columns(ReferralRow.crn).join(ReferralRow, ReferralRow.referral_id == AttendanceRow.referral_id)
    statement = named.where(AttendanceRow.session_id == session_id, reached_by(caller))
    rows = (await session.execute(statement.order_by(AttendanceRow.recorded_at))).all()
    concerning(session, *(crn for _, crn in rows))
    return [view(row) for row, _ in rows]


async def standing_of(session: AsyncSession, referral_id: UUID) -> list[AttendanceRow]:
    """The records that stand under one referral, by the day of the session."""
    statement = _standing().where(AttendanceRow.referral_id == referral_id).order_by(AttendanceRow.held_on)
    return list(await session.scalars(statement))


async def attended_days(session: AsyncSession, referral_id: UUID) -> list[date]:
    """The days of the sessions that the person attended under one referral, as the records stand, the earliest first."""
    return [row.held_on for row in await standing_of(session, referral_id) if rules.was_there(absence_reason(row.outcome_code))]


def view(row: AttendanceRow) -> AttendanceView:
    """A record as it is shown, with what its code says."""
    outcome = absence_reason(row.outcome_code)
    return AttendanceView(
        attendance_id=row.attendance_id,
        session_id=row.session_id,
        referral_id=row.referral_id,
        outcome_code=row.outcome_code,
        outcome=outcome.description,
        attended=rules.was_there(outcome),
        failure_to_comply=rules.is_failure_to_comply(outcome),
        reason_decided=rules.is_decided(outcome),
        evidence_expected=outcome.evidence_expected,
        held_on=row.held_on,
        recorded_by=row.recorded_by,
        supersedes_attendance_id=row.supersedes_attendance_id,
    )


def _standing() -> Select[AttendanceRow]:
    later = aliased(AttendanceRow)
    superseded = select(later.attendance_id).where(later.supersedes_attendance_id == AttendanceRow.attendance_id)
    return select(AttendanceRow).where(~superseded.exists())
