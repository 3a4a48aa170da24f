"""What decides a handover beside the dates of the sentence: dated rows, of which none is changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class HandoverCircumstanceRow(Row):
    """A circumstance that holds, or no longer holds, from a day on. Of two for one day the later recorded counts."""

    __tablename__ = "handover_circumstance"

    handover_circumstance_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    kind: Mapped[str]
    applies: Mapped[bool]
    applies_from: Mapped[date]
    takes_place_on: Mapped[date | None]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
