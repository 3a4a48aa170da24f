"""Audit samples and what was found. Nothing here is ever changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class AuditSampleRow(Row):
    """A sample of the events behind one side of a figure, with the seed that drew it."""

    __tablename__ = "audit_sample"

    sample_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    period_id: Mapped[UUID]
    computation_id: Mapped[UUID]
    measure_code: Mapped[str]
    from_day: Mapped[date]
    part: Mapped[str]
    share_percent: Mapped[int]
    seed: Mapped[int]
    population_size: Mapped[int]
    population_hash: Mapped[str]
    event_ids: Mapped[list[UUID]] = mapped_column(ARRAY(UUID_TYPE(as_uuid=True)))
    drawn_by: Mapped[str]
    drawn_at: Mapped[datetime]


class AuditFindingRow(Row):
    """What the examination of one event of a sample came to."""

    __tablename__ = "audit_finding"

    sample_id: Mapped[UUID] = mapped_column(primary_key=True)
    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    finding: Mapped[str]
    reason: Mapped[str | None]
    found_by: Mapped[str]
    found_at: Mapped[datetime]
