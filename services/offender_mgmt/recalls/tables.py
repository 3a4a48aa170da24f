"""Recalls, from the decision to the release that ends them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_COLUMN
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class RecallRow(Row):
    """One recall. The database refuses a second one of the same person before the first has ended."""

    __tablename__ = "recall"

    recall_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    licence_id: Mapped[UUID | None] = mapped_column(ForeignKey("licence.licence_id"))
    kind: Mapped[str]
    recalled_on: Mapped[date]
    reason: Mapped[str]
    circumstances: Mapped[str]
    conditions_breached: Mapped[list[UUID]] = mapped_column(ARRAY(UUID_COLUMN))
    decided_by: Mapped[str]
    returned_to_custody_on: Mapped[date | None]
    return_recorded_at: Mapped[datetime | None]
    return_recorded_by: Mapped[str | None]
    released_again_on: Mapped[date | None]
    release_recorded_at: Mapped[datetime | None]
    release_recorded_by: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
