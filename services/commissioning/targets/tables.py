"""Dated targets of agreements. What a target says is never changed; only that it is no longer believed is added."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row

THRESHOLD = Numeric(9, 3)


class TargetRow(Row):
    """Floor, target and stretch of one measure of one agreement, from one day to another."""

    __tablename__ = "agreement_target"

    target_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    measure_code: Mapped[str]
    definition_version: Mapped[int]
    floor: Mapped[Decimal] = mapped_column(THRESHOLD)
    target: Mapped[Decimal] = mapped_column(THRESHOLD)
    stretch: Mapped[Decimal] = mapped_column(THRESHOLD)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    set_by: Mapped[str]
    replaces: Mapped[UUID | None]
    reason: Mapped[str | None]
    recorded_by: Mapped[str]
    recorded_through: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
