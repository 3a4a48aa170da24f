"""Returns as they were filed, and those that were found to be overdue. Nothing here is ever changed."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row

QUANTITY = Numeric(15, 3)


class ReturnRow(Row):
    """One version of one return; `days_late` is that of the first version."""

    __tablename__ = "provider_return"

    return_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    measure_code: Mapped[str]
    definition_version: Mapped[int]
    period: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    number: Mapped[int]
    numerator: Mapped[Decimal] = mapped_column(QUANTITY)
    denominator: Mapped[Decimal | None] = mapped_column(QUANTITY)
    reason: Mapped[str | None]
    due_on: Mapped[date]
    days_late: Mapped[int]
    filed_by: Mapped[str]
    filed_through: Mapped[str]
    filed_at: Mapped[datetime]


class OverdueReturnRow(Row):
    """A return whose last day had passed when somebody looked. It is told once, however late it is filed."""

    __tablename__ = "overdue_return"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    measure_code: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    due_on: Mapped[date]
    noted_at: Mapped[datetime]
