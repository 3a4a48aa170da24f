"""Court reports and every step that they took."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class CourtReportRow(Row):
    """One report that a court asked for, as it stands."""

    __tablename__ = "court_report"

    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    report_type: Mapped[str]
    court: Mapped[str]
    court_name: Mapped[str]
    provider: Mapped[str]
    offence_code: Mapped[str]
    convicted_on: Mapped[date]
    requested_on: Mapped[date]
    hearing_on: Mapped[date]
    remand: Mapped[str]
    state: Mapped[str]
    due_on: Mapped[date]
    due_source: Mapped[str]
    officer_code: Mapped[str | None]
    officer_name: Mapped[str | None]
    completed_on: Mapped[date | None]
    proposal: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    delivered_on: Mapped[date | None]
    delivery_method: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]

    @property
    def in_time(self) -> bool | None:
        """Whether the report was delivered by its last day."""
        return self.delivered_on <= self.due_on if self.delivered_on else None


class CourtReportMoveRow(Row):
    """One step of a report."""

    __tablename__ = "court_report_move"

    move_id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("court_report.report_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    place: Mapped[int]
    state: Mapped[str]
    happened_on: Mapped[date]
    officer_code: Mapped[str | None]
    officer_name: Mapped[str | None]
    reason: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
