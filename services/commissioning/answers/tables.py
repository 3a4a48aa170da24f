"""What the provider answered notices by, and what was said to its plans. Nothing is changed: an amendment is a further row."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class StatementRow(Row):
    """One version of the provider's side; `evidence` holds the kind and the id of each thing that is cited."""

    __tablename__ = "notice_statement"

    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    stated_on: Mapped[date]
    statement: Mapped[str]
    evidence: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    stated_by: Mapped[str]
    recorded_at: Mapped[datetime]


class PlanRow(Row):
    """One plan, with the day by which it was due."""

    __tablename__ = "rectification_plan"

    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    submitted_on: Mapped[date]
    due_on: Mapped[date]
    plan: Mapped[str]
    rectified_by: Mapped[date]
    submitted_by: Mapped[str]
    submitted_through: Mapped[str]
    recorded_at: Mapped[datetime]


class PlanDecisionRow(Row):
    """What the purchaser said to a plan, and the day to which the next clock runs."""

    __tablename__ = "rectification_plan_decision"

    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    outcome: Mapped[str]
    decided_on: Mapped[date]
    reasons: Mapped[str]
    next_due_on: Mapped[date]
    decided_by: Mapped[str]
    recorded_at: Mapped[datetime]
