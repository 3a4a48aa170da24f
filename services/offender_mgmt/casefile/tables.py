"""How far requirements have been delivered: a projection of what interventions tells."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class RequirementProgressRow(Row):
    """The progress of one requirement, with the time at which it was true."""

    __tablename__ = "requirement_progress"

    requirement_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    referral_id: Mapped[UUID | None]
    programme_code: Mapped[str | None]
    state: Mapped[str | None]
    state_on: Mapped[date | None]
    sessions_attended: Mapped[int]
    sessions_planned: Mapped[int]
    failures_to_comply: Mapped[int]
    last_session_on: Mapped[date | None]
    last_outcome_code: Mapped[str | None]
    as_at: Mapped[datetime]


class AttendanceHeardRow(Row):
    """One attendance record as it was heard; a correction names the record that it takes the place of."""

    __tablename__ = "attendance_heard"

    attendance_id: Mapped[UUID] = mapped_column(primary_key=True)
    requirement_id: Mapped[UUID]
    referral_id: Mapped[UUID | None]
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    supersedes_attendance_id: Mapped[UUID | None]
    held_on: Mapped[date]
    outcome_code: Mapped[str]
    failure_to_comply: Mapped[bool]
