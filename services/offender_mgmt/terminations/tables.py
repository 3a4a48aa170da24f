"""Ends of orders, requirements and custodial sentences."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class TerminationRow(Row):
    """The end of one order, one requirement or one custodial sentence; each ends once."""

    __tablename__ = "termination"

    termination_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("court_order.order_id"))
    requirement_id: Mapped[UUID | None] = mapped_column(ForeignKey("requirement.requirement_id"))
    sentence_id: Mapped[UUID | None] = mapped_column(ForeignKey("custodial_sentence.sentence_id"))
    reason: Mapped[str]
    ended_on: Mapped[date]
    note: Mapped[str | None]
    breach_id: Mapped[UUID | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
