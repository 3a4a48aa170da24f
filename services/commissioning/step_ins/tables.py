"""Step-ins, their intended last days, and how they ended. Nothing here is ever changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class StepInRow(Row):
    """One appointment of a governor."""

    __tablename__ = "step_in"

    step_in_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    number: Mapped[int]
    ground: Mapped[str]
    necessary_for: Mapped[list[str]] = mapped_column(ARRAY(Text))
    part_of_prison: Mapped[str | None]
    governor_post: Mapped[str]
    appointed_on: Mapped[date]
    from_day: Mapped[date]
    contractor_told_on: Mapped[date]
    recorded_at: Mapped[datetime]


class StepInTermRow(Row):
    """The intended last day, as it was decided first and each time after."""

    __tablename__ = "step_in_term"

    step_in_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    decided_on: Mapped[date]
    until_day: Mapped[date]
    reasons: Mapped[str]
    decided_by: Mapped[str]
    recorded_at: Mapped[datetime]


class StepInEndingRow(Row):
    """How an appointment ended."""

    __tablename__ = "step_in_ending"

    step_in_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    ground: Mapped[str]
    ended_on: Mapped[date]
    contractor_told_on: Mapped[date]
    reasons: Mapped[str]
    decided_by: Mapped[str]
    recorded_at: Mapped[datetime]
