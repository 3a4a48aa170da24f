"""The location files that were taken in."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import LargeBinary, Text

from noms.chassis.database.rows import AUDIENCE
from services.offender_mgmt.rows import Row


class LocationFileRow(Row):
    """One file that was taken in, and its report. Of its content only the digest is kept."""

    __tablename__ = "location_file"

    location_file_id: Mapped[UUID] = mapped_column(primary_key=True)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    held_on: Mapped[date]
    establishment_codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    report: Mapped[dict[str, Any]] = mapped_column(JSONB)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)
