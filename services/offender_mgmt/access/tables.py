"""Exclusions and restrictions, and how they were lifted. PostgreSQL keeps the chassis' closures by them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class RecordClosureRow(Row):
    """One exclusion or restriction: nothing changes but that it is lifted. A trigger keeps the closure that policies read."""

    __tablename__ = "record_closure"

    closure_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    kind: Mapped[str]
    users: Mapped[list[str]] = mapped_column(ARRAY(Text))
    user_tags: Mapped[list[str]] = mapped_column(ARRAY(Text))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    message: Mapped[str | None]
    reason: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class ClosureLiftingRow(Row):
    """That one person asked for a closure to be lifted, and whether another confirmed it."""

    __tablename__ = "closure_lifting"

    lifting_id: Mapped[UUID] = mapped_column(primary_key=True)
    closure_id: Mapped[UUID] = mapped_column(ForeignKey("record_closure.closure_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    reason: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    lapses_on: Mapped[date]
    confirmed_by: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
