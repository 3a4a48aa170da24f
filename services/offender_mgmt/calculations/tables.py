"""Key dates as they were calculated or entered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class KeyDateSetRow(Row):
    """One calculation or one entry by hand. The last one that came into force is in force."""

    __tablename__ = "key_date_set"

    set_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    basis: Mapped[str]
    state: Mapped[str]
    dates: Mapped[dict[str, str]] = mapped_column(JSONB)
    indeterminate: Mapped[bool]
    reason: Mapped[str]
    explanation: Mapped[str | None]
    inputs: Mapped[dict[str, Any]] = mapped_column(JSONB)
    breakdown: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    rule_version: Mapped[int | None]
    calculated: Mapped[dict[str, str] | None] = mapped_column(JSONB(none_as_null=True))
    not_calculated: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    in_force_since: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str | None]
    check_note: Mapped[str | None]
