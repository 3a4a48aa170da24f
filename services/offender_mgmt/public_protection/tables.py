"""Public protection records: every version kept, the highest in force."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class PublicProtectionRow(Row):
    """The record as it stood from one moment to the next version."""

    __tablename__ = "public_protection_record"

    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    version: Mapped[int]
    mappa_category: Mapped[int | None] = mapped_column(SmallInteger)
    mappa_level: Mapped[int | None] = mapped_column(SmallInteger)
    rosh: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    rosh_overall: Mapped[str | None]
    registers: Mapped[list[str]] = mapped_column(ARRAY(Text))
    notes: Mapped[str | None]
    next_review_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
