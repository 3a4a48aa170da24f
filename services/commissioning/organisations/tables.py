"""What directors' offices have reported of their staff. A return is never changed: a later one for the same day prevails."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class StaffReturnRow(Row):
    """One return of one office."""

    __tablename__ = "staff_return"

    staff_return_id: Mapped[UUID] = mapped_column(primary_key=True)
    region_code: Mapped[str]
    as_at: Mapped[date]
    probation: Mapped[int]
    prison: Mapped[int]
    other: Mapped[int]
    unknown: Mapped[int]
    source: Mapped[str]
    reported_by: Mapped[str]
    reported_at: Mapped[datetime]
