"""Decisions on who is responsible, whatever the rules of handover say."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class DecisionRow(Row):
    """One decision and its days. The database refuses two of one person for the same day."""

    __tablename__ = "responsibility_decision"

    decision_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    responsible: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
