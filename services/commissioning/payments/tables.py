"""Settlement runs and their lines. Neither is ever changed: a later run posts the difference."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class SettlementRow(Row):
    """One settlement run of one period."""

    __tablename__ = "settlement"

    computation_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    period_id: Mapped[UUID]
    run_number: Mapped[int]
    rule_version: Mapped[int]
    inputs_hash: Mapped[str]
    settled_at: Mapped[datetime]


class SettlementLineRow(Row):
    """One line of a run: the entitlement, and what the run posted towards it."""

    __tablename__ = "settlement_line"

    computation_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    quantity: Mapped[str]
    entitlement_pence: Mapped[int]
    posted_pence: Mapped[int]
    working: Mapped[str]
