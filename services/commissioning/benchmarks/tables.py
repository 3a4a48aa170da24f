"""Unit costs as they were reported. None is ever changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class SpecificationBenchmarkRow(Row):
    """What a unit cost or should cost in one year, as somebody reported it with a source."""

    __tablename__ = "specification_benchmark"

    specification_benchmark_id: Mapped[UUID] = mapped_column(primary_key=True)
    specification: Mapped[str]
    year: Mapped[str]
    unit: Mapped[str]
    establishment_function: Mapped[str | None]
    provider: Mapped[str | None]
    low_pence: Mapped[int]
    central_pence: Mapped[int]
    high_pence: Mapped[int]
    basis: Mapped[str]
    source: Mapped[str]
    reported_by: Mapped[str]
    reported_at: Mapped[datetime]
