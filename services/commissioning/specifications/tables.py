"""Versions of specifications, and unit costs. What a version says is never changed; only where it stands moves."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class SpecificationVersionRow(Row):
    """One version: a draft until it is published, then open to agreements on its days."""

    __tablename__ = "specification_version"

    code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    outputs: Mapped[list[str]] = mapped_column(ARRAY(Text))
    minimum_standard: Mapped[str]
    mandatory_references: Mapped[list[str]] = mapped_column(ARRAY(Text))
    unit_of_output: Mapped[str]
    cost_driver: Mapped[str]
    eligibility: Mapped[dict[str, Any]] = mapped_column(JSONB)
    restricted_probation_provision: Mapped[bool]
    assumed: Mapped[bool]
    source: Mapped[str]
    state: Mapped[str]
    in_force_from: Mapped[date | None]
    in_force_to: Mapped[date | None]
    drafted_by: Mapped[str]
    drafted_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    archived_because: Mapped[str | None]
