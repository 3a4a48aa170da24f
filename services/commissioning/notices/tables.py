"""Notices, and how each of them ended. Nothing here is ever changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row

DAYS = ARRAY(Date)
Cited = list[dict[str, str]]
"""Evidence as it is kept: kind and id of each thing."""


class NoticeRow(Row):
    """One notice, with its clocks as they were set by its day."""

    __tablename__ = "notice"

    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[str]
    trigger: Mapped[str]
    matter: Mapped[str]
    quarter: Mapped[int | None]
    months: Mapped[list[date]] = mapped_column(DAYS)
    given_on: Mapped[date]
    clause: Mapped[str]
    grounds: Mapped[str]
    evidence: Mapped[Cited] = mapped_column(JSONB)
    follows: Mapped[UUID | None]
    plan_due_on: Mapped[date | None]
    rectify_by: Mapped[date | None]
    scored_on: Mapped[date | None]
    falls_out_on: Mapped[date | None]
    given_by: Mapped[str]
    given_through: Mapped[str]
    recorded_at: Mapped[datetime]


class ClosingRow(Row):
    """How a notice ended: put right, or withdrawn, even after it was put right."""

    __tablename__ = "notice_closing"

    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    closed_on: Mapped[date]
    reasons: Mapped[str]
    evidence: Mapped[Cited] = mapped_column(JSONB)
    closed_by: Mapped[str]
    recorded_at: Mapped[datetime]
