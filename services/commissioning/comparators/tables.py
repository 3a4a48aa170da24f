"""Changes of what a prison is for. A change is never edited: what it was before stands in it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class FunctionChangeRow(Row):
    """The day from which a provider was for something else."""

    __tablename__ = "function_change"

    function_change_id: Mapped[UUID] = mapped_column(primary_key=True)
    provider: Mapped[str]
    from_day: Mapped[date]
    was: Mapped[str]
    function: Mapped[str]
    source: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
