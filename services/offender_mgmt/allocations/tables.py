"""Allocations: dated rows, one officer of each role at a time."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.allocations import rules
from services.offender_mgmt.rows import Row


class AllocationRow(Row):
    """One officer's time on a case. The database refuses two of one role at the same time, save key workers."""

    __tablename__ = "allocation"

    allocation_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    role: Mapped[str]
    officer_code: Mapped[str]
    officer_name: Mapped[str]
    provider: Mapped[str | None]
    establishment_code: Mapped[str | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    tier: Mapped[int | None] = mapped_column(SmallInteger)
    tier_reason: Mapped[str | None]
    due_by: Mapped[date | None]
    due_source: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    team_code: Mapped[str | None]
    delivers: Mapped[str | None]

    @property
    def in_time(self) -> bool | None:
        """Whether the allocation began by the day that was set for it."""
        return rules.in_time(self.starts_on, self.due_by)
