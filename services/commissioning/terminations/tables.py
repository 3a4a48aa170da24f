"""What the purchaser decided on its right to end an agreement. Never changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class TerminationDecisionRow(Row):
    """One decision, with the default notices whose points gave the right to take it."""

    __tablename__ = "termination_decision"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str]
    decided_on: Mapped[date]
    reasons: Mapped[str]
    ends_on: Mapped[date | None]
    clause: Mapped[str | None]
    points: Mapped[list[UUID]] = mapped_column(ARRAY(UUID_TYPE(as_uuid=True)))
    decided_by: Mapped[str]
    recorded_at: Mapped[datetime]
