"""Appearances and the offences that were before the court."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class AppearanceRow(Row):
    """One day before one court."""

    __tablename__ = "appearance"

    appearance_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    court: Mapped[str]
    court_name: Mapped[str]
    appeared_on: Mapped[date]
    remand_status: Mapped[str]
    outcome: Mapped[str]
    next_appearance_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class OffenceRow(Row):
    """One offence before the court, with the group that its code fell in when it was recorded."""

    __tablename__ = "appearance_offence"

    offence_id: Mapped[UUID] = mapped_column(primary_key=True)
    appearance_id: Mapped[UUID] = mapped_column(ForeignKey("appearance.appearance_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    place: Mapped[int]
    main: Mapped[bool]
    offence_code: Mapped[str]
    group_code: Mapped[str | None]
    group_name: Mapped[str | None]
    group_state: Mapped[str]
    committed_from: Mapped[date]
    committed_until: Mapped[date]
    plea: Mapped[str]
    finding: Mapped[str | None]
