"""Contests of figures, and how they were decided. Nothing here is ever changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class ResultDisputeRow(Row):
    """A figure is contested, in this version of its period and in those that follow until the contest is decided."""

    __tablename__ = "result_dispute"

    dispute_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    period_id: Mapped[UUID]
    result_id: Mapped[UUID]
    measure_code: Mapped[str]
    from_day: Mapped[date]
    contest_id: Mapped[UUID]
    marked_by: Mapped[str]
    marked_at: Mapped[datetime]


class ResultDecisionRow(Row):
    """How the contest of a figure was decided. When upheld the figure falls in every version up to the one named."""

    __tablename__ = "result_decision"

    dispute_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    upheld: Mapped[bool]
    through_version: Mapped[int]
    settled_by: Mapped[str]
    settled_at: Mapped[datetime]
