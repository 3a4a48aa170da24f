"""Periods, their computations, and the results of each. Nothing here is ever changed: a recomputation adds the next version."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row

EVENT_IDS = ARRAY(UUID_TYPE(as_uuid=True))


class PeriodRow(Row):
    """The days that are settled together."""

    __tablename__ = "period"

    period_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    from_day: Mapped[date]
    to_day: Mapped[date]


class ComputationRow(Row):
    """One computation of a period; `number` is the version that readers see."""

    __tablename__ = "computation"

    computation_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    period_id: Mapped[UUID]
    number: Mapped[int]
    computed_at: Mapped[datetime]
    computed_by: Mapped[str]


class ResultRow(Row):
    """One figure, with the watermark and the events that it was counted from."""

    __tablename__ = "result"

    result_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    computation_id: Mapped[UUID]
    measure_code: Mapped[str]
    definition_version: Mapped[int]
    unit: Mapped[str]
    from_day: Mapped[date]
    to_day: Mapped[date]
    numerator: Mapped[int]
    exact_denominator: Mapped[str]
    exact_outturn: Mapped[str | None]
    exclusions: Mapped[int]
    source_service: Mapped[str]
    source_definition_version: Mapped[int]
    source_definition: Mapped[str]
    watermark: Mapped[int]
    numerator_event_ids: Mapped[list[UUID]] = mapped_column(EVENT_IDS)
    denominator_event_ids: Mapped[list[UUID]] = mapped_column(EVENT_IDS)
