"""Contests and how they ended. Neither is ever changed."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row

EVIDENCE_IDS = ARRAY(UUID_TYPE(as_uuid=True))


class ContestRow(Row):
    """What the provider contests, on which ground, and the days that follow from it."""

    __tablename__ = "contest"

    contest_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    about_kind: Mapped[str]
    about_id: Mapped[UUID]
    about_place: Mapped[str]
    """Where a line stands on its invoice; empty for everything else."""
    about_version: Mapped[int]
    """The version of the thing that is contested: it may be contested again once it was told anew."""
    ground: Mapped[str]
    statement: Mapped[str]
    evidence_ids: Mapped[list[UUID]] = mapped_column(EVIDENCE_IDS)
    disputed_pence: Mapped[int | None]
    controller: Mapped[str | None]
    """Whoever had classified it as it stood; absent where nobody classifies."""
    told_on: Mapped[date]
    contest_until: Mapped[date]
    raised_on: Mapped[date]
    decision_due_on: Mapped[date]
    raised_by: Mapped[str]
    raised_through: Mapped[str]
    raised_at: Mapped[datetime]


class ContestEndRow(Row):
    """How a contest ended: by a decision with its reasons, or because the provider took it back."""

    __tablename__ = "contest_end"

    contest_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    state: Mapped[str]
    new_count: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    reasons: Mapped[str]
    ended_by: Mapped[str]
    ended_through: Mapped[str]
    ended_at: Mapped[datetime]
