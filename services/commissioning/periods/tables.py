"""Periods of agreements. Nothing here is ever changed."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class PeriodRow(Row):
    """The days that are settled together."""

    __tablename__ = "period"

    period_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    from_day: Mapped[date]
    to_day: Mapped[date]
