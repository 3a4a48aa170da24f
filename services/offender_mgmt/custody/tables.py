"""The ledger of movements, and the stays that follow from it, kept by the same transaction."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class MovementRow(Row):
    """One line of the ledger. `place` counts the lines of the person in the order of recording: no two take the same place."""

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
    transfer_reason_code: Mapped[str | None]
    placed_by: Mapped[str | None]
    supersedes_movement_id: Mapped[UUID | None] = mapped_column(ForeignKey("movement.movement_id"))
    correction_reason: Mapped[str | None]


class StayRow(Row):
    """Time on the roll of one establishment, as the ledger adds up. The database refuses two of one person at the same time."""

    __tablename__ = "stay"

    stay_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    establishment_code: Mapped[str]
    establishment_name: Mapped[str]
    received_on: Mapped[date]
    left_on: Mapped[date | None]
    placed_by: Mapped[str]
