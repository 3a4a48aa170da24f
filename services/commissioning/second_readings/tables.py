"""Samples for a second reading, their lines, and what the second reader found. Nothing here is ever changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class SecondReadingRow(Row):
    """One sample, with the seed by which anybody can draw it again."""

    __tablename__ = "second_reading"

    second_reading_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    from_day: Mapped[date]
    to_day: Mapped[date]
    seed: Mapped[int]
    population: Mapped[int]
    drawn_by: Mapped[str]
    drawn_at: Mapped[datetime]


class SecondReadingLineRow(Row):
    """One occurrence of a sample, as it was classified when the sample was drawn."""

    __tablename__ = "second_reading_line"

    second_reading_id: Mapped[UUID] = mapped_column(primary_key=True)
    occurrence_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    occurrence_version: Mapped[int]
    kind: Mapped[str]
    code: Mapped[str]


class SecondJudgementRow(Row):
    """What the second reader found that an occurrence falls under; neither kind nor code when under nothing."""

    __tablename__ = "second_judgement"

    second_reading_id: Mapped[UUID] = mapped_column(primary_key=True)
    occurrence_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    kind: Mapped[str | None]
    code: Mapped[str | None]
    remark: Mapped[str | None]
    read_by: Mapped[str]
    read_at: Mapped[datetime]
