"""Outcomes of sessions: never changed, only superseded."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from services.interventions.rows import Row


class AttendanceRow(Row):
    """One record of what happened. A record is superseded at most once, so that one record stands per person and session."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("attendance_id", "session_id", "referral_id"),
        UniqueConstraint("supersedes_attendance_id"),
        ForeignKeyConstraint(
            ["supersedes_attendance_id", "session_id", "referral_id"],
            ["attendance.attendance_id", "attendance.session_id", "attendance.referral_id"],
            name="attendance_supersedes_attendance_id_fkey",
        ),
        Index(
            "attendance_session_id_referral_id_first_key",
            "session_id",
            "referral_id",
            unique=True,
            postgresql_where=text("supersedes_attendance_id IS NULL"),
        ),
        Index(None, "referral_id"),
    )

    attendance_id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("cohort_session.session_id"))
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.referral_id"))
    outcome_code: Mapped[str]
    held_on: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    supersedes_attendance_id: Mapped[UUID | None]
