"""Holdings of posts. A holding is never changed: a correction supersedes it, and what was believed before can still be read."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class PostHoldingRow(Row):
    """One stretch of days in the life of a post, as somebody recorded it."""

    __tablename__ = "post_holding"

    holding_id: Mapped[UUID] = mapped_column(primary_key=True)
    post_code: Mapped[str]
    state: Mapped[str]
    holder_name: Mapped[str | None]
    named_in: Mapped[str | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    dates_estimated: Mapped[bool]
    source: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    superseded_by: Mapped[str | None]
    superseded_because: Mapped[str | None]
