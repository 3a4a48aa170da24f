"""Adjustments of sentences."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class AdjustmentRow(Row):
    """Days to take off or to put on, as recorded; a mistaken one is withdrawn and never deleted."""

    __tablename__ = "sentence_adjustment"

    adjustment_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    kind: Mapped[str]
    days: Mapped[int]
    applies_from: Mapped[date]
    from_day: Mapped[date | None]
    to_day: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawal_reason: Mapped[str | None]
