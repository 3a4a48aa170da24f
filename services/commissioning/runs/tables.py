"""Settlement runs of contract years, month by month. Neither is ever changed: a later run posts the difference."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class SettlementRunRow(Row):
    """One settlement run of a contract year under payment terms, with everything that it was computed from.

    `facts`, `changes` and `statement` are JSON kept as text: a replay is held against them byte by byte.
    """

    __tablename__ = "settlement_run"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    run: Mapped[int] = mapped_column(primary_key=True)
    contract_year: Mapped[int]
    through: Mapped[date]
    ends_on: Mapped[date]
    """The last day of the terms, or of an agreement that ended before them, as it stood then."""
    settled_on: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    rule_version: Mapped[int]
    inputs_hash: Mapped[str]
    answer_hash: Mapped[str]
    terms_version: Mapped[int]
    terms_version_before: Mapped[int | None]
    """The terms of the year before, whose last quarter is invoiced in this one."""
    facts: Mapped[str]
    run_before: Mapped[int | None]
    cause: Mapped[str | None]
    fraud: Mapped[str | None]
    changes: Mapped[str]
    entitlement_pence: Mapped[int]
    posted_pence: Mapped[int]
    uncollected_pence: Mapped[int]
    provisional: Mapped[bool]
    statement: Mapped[str]


class SettlementMonthRow(Row):
    """One month of a run: its lines, and what of them differs from what had been posted.

    The lines of a month are one JSON text: a national year has a hundred thousand of them. `adjusted` is empty at the first
    run of a month, which posts every line in full.
    """

    __tablename__ = "settlement_month"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_year: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True)
    run: Mapped[int] = mapped_column(primary_key=True)
    from_day: Mapped[date]
    to_day: Mapped[date]
    entitlement_pence: Mapped[int]
    posted_pence: Mapped[int]
    lines: Mapped[str]
    adjusted: Mapped[str | None]
