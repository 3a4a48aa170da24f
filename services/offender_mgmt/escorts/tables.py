"""Escorts: each time is written once, and nothing is changed afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from noms.chassis.database.rows import AUDIENCE
from services.offender_mgmt.escorts.rules import Course
from services.offender_mgmt.rows import Row


class EscortRow(Row):
    """One escort. It has an audience of its own: the contractor sees it, and not the person's record."""

    __tablename__ = "escort"

    escort_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    person_name: Mapped[str]
    direction: Mapped[str]
    establishment_code: Mapped[str]
    court: Mapped[str]
    provider: Mapped[str]
    contractor: Mapped[str]
    collect_at: Mapped[datetime]
    due_at: Mapped[datetime]
    booked_at: Mapped[datetime]
    booked_by: Mapped[str]
    departed_at: Mapped[datetime | None]
    departure_recorded_by: Mapped[str | None]
    arrived_at: Mapped[datetime | None]
    arrival_recorded_by: Mapped[str | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None]
    cancellation_reason: Mapped[str | None]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)

    @property
    def course(self) -> Course:
        """How it has gone so far."""
        return Course(self.due_at, self.departed_at, self.arrived_at, self.cancelled_at)
