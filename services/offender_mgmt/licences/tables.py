"""Licences with their conditions and every state that each has been in."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class LicenceRow(Row):
    """One licence, or one variation of it. The database refuses a second active one of the same person."""

    __tablename__ = "licence"

    licence_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    kind: Mapped[str]
    state: Mapped[str]
    varies: Mapped[UUID | None] = mapped_column(ForeignKey("licence.licence_id"))
    policy_version: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    curfew: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class LicenceConditionRow(Row):
    """One condition in the words that the person was given."""

    __tablename__ = "licence_condition"

    condition_id: Mapped[UUID] = mapped_column(primary_key=True)
    licence_id: Mapped[UUID] = mapped_column(ForeignKey("licence.licence_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    place: Mapped[int]
    kind: Mapped[str]
    code: Mapped[str]
    words: Mapped[str]
    inputs: Mapped[dict[str, str]] = mapped_column(JSONB)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class LicenceMoveRow(Row):
    """One state that a licence came into."""

    __tablename__ = "licence_move"

    move_id: Mapped[UUID] = mapped_column(primary_key=True)
    licence_id: Mapped[UUID] = mapped_column(ForeignKey("licence.licence_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    place: Mapped[int]
    state: Mapped[str]
    moved_on: Mapped[date]
    reason: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
