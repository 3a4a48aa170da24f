"""Lines in dispute. Of a dispute only its decision is ever added."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class LineDisputeRow(Row):
    """A line in dispute: only the disputed part waits, until it is decided."""

    __tablename__ = "line_dispute"

    contest_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    line_id: Mapped[UUID]
    contract_year: Mapped[int]
    month: Mapped[int]
    month_of: Mapped[date]
    step: Mapped[str]
    code: Mapped[str]
    filed_on: Mapped[date]
    disputed_pence: Mapped[int | None]
    marked_by: Mapped[str]
    marked_at: Mapped[datetime]
    upheld: Mapped[bool | None]
    settled_by: Mapped[str | None]
    settled_at: Mapped[datetime | None]
