"""Figures, and the measures without one. Nothing here is ever changed."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row

EVENT_IDS = ARRAY(UUID_TYPE(as_uuid=True))
THRESHOLD = Numeric(9, 3)
SHOWN = Numeric(18, 3)


class ResultRow(Row):
    """One figure, with the watermark and the events that it was counted from; or a measure without one, and why."""

    __tablename__ = "result"

    result_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    computation_id: Mapped[UUID]
    measure_code: Mapped[str]
    definition_version: Mapped[int]
    unit: Mapped[str]
    from_day: Mapped[date]
    to_day: Mapped[date]
    numerator: Mapped[int | None]
    exact_denominator: Mapped[str | None]
    exact_outturn: Mapped[str | None]
    exclusions: Mapped[int]
    source_service: Mapped[str]
    source_definition_version: Mapped[int | None]
    source_definition: Mapped[str | None]
    watermark: Mapped[int | None]
    numerator_event_ids: Mapped[list[UUID]] = mapped_column(EVENT_IDS)
    denominator_event_ids: Mapped[list[UUID]] = mapped_column(EVENT_IDS)
    exact_numerator: Mapped[str | None]
    evidence: Mapped[str]
    missing: Mapped[str | None]
    coverage_percent: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    returns_expected: Mapped[int | None]
    returns_filed: Mapped[int | None]
    return_due_on: Mapped[date | None]
    exact_lowest: Mapped[str | None]
    exact_highest: Mapped[str | None]
    interval_method: Mapped[str | None]
    value: Mapped[Decimal | None] = mapped_column(SHOWN)
    """What readers see of the exact outturn and its interval: three decimals."""
    lowest_value: Mapped[Decimal | None] = mapped_column(SHOWN)
    highest_value: Mapped[Decimal | None] = mapped_column(SHOWN)
    domain: Mapped[str | None]
    direction: Mapped[str | None]
    floor: Mapped[Decimal | None] = mapped_column(THRESHOLD)
    target: Mapped[Decimal | None] = mapped_column(THRESHOLD)
    stretch: Mapped[Decimal | None] = mapped_column(THRESHOLD)
    weight: Mapped[int | None]
    """Absent of a figure that stands beside the measures of the period and is not rated."""
    target_id: Mapped[UUID | None]
