"""What officers can carry, from a day on: dated rows, of which none is changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from noms.chassis.database.rows import AUDIENCE
from services.offender_mgmt.rows import Row


class CapacityRow(Row):
    """An officer's time from a day on. The database refuses two that begin on one day."""

    __tablename__ = "officer_capacity"

    capacity_id: Mapped[UUID] = mapped_column(primary_key=True)
    officer_code: Mapped[str]
    officer_name: Mapped[str]
    provider: Mapped[str | None]
    establishment_code: Mapped[str | None]
    grade: Mapped[str]
    applies_from: Mapped[date]
    contracted_minutes: Mapped[int]
    reduction_minutes: Mapped[int]
    reason: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)
