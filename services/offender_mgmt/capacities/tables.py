"""The figures that were recorded for prisons."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class PrisonCapacityRow(Row):
    """The figures of one prison from a day on. Never changed: of two for one day the one recorded last counts."""

    __tablename__ = "prison_capacity"

    prison_capacity_id: Mapped[UUID] = mapped_column(primary_key=True)
    establishment_code: Mapped[str]
    in_force_from: Mapped[date]
    cna: Mapped[int | None]
    in_use_cna: Mapped[int]
    operational_capacity: Mapped[int]
    places_bought: Mapped[dict[str, int]] = mapped_column(JSONB)
    source: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
