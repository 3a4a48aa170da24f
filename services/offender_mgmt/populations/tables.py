"""The changes of how many are held, kept by PostgreSQL beside each stay."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class PopulationChangeRow(Row):
    """By how much the number held changed on a day, in a month or in a year. Triggers on `stay` write it, nobody else."""

    __tablename__ = "population_change"

    span: Mapped[str] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    establishment_code: Mapped[str] = mapped_column(primary_key=True)
    placed_by: Mapped[str] = mapped_column(primary_key=True)
    counted_by: Mapped[int] = mapped_column(primary_key=True)
    change: Mapped[int]
