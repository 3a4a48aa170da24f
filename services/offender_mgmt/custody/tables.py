"""The ledger of movements, and the stays that follow from it, kept by the same transaction."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class MovementRow(Row):
    """One line of the ledger. `place` counts the movements of the person: no two can take the same place."""

    __tablename__ = "movement"

    movement_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    place: Mapped[int]
    kind: Mapped[str]
    reason_code: Mapped[str]
    moved_on: Mapped[date]
    out_of: Mapped[str | None]
    moved_into: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class StayRow(Row):
    """Time spent in one establishment. The database refuses two of one person at the same time."""

    __tablename__ = "stay"

    stay_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    establishment_code: Mapped[str]
    establishment_name: Mapped[str]
    received_on: Mapped[date]
    left_on: Mapped[date | None]
