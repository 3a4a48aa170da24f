"""Computations of periods. Nothing here is ever changed: a recomputation adds the next version."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class ComputationRow(Row):
    """One computation of a period; `number` is the version that readers see."""

    __tablename__ = "computation"

    computation_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    period_id: Mapped[UUID]
    number: Mapped[int]
    computed_at: Mapped[datetime]
    computed_by: Mapped[str]
    reason: Mapped[str | None]
    """Why it follows another; absent of first versions, and of those made before a reason was asked for."""
    explanation: Mapped[str | None]
    computed_through: Mapped[str | None]
    """The client that was used; unknown of those computed before it was kept."""
