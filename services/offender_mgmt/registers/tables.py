"""Registrations and their reviews: a review that is due is a row without its day, and the clock of the registration."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class RegistrationRow(Row):
    """One person on one register, with the name and colour that it had on the day."""

    __tablename__ = "registration"

    registration_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    type_code: Mapped[str]
    name: Mapped[str]
    colour: Mapped[str]
    warn_user: Mapped[bool]
    restricted: Mapped[bool]
    dpa_exclude: Mapped[bool]
    duplicate_group: Mapped[str]
    starts_on: Mapped[date]
    level: Mapped[int | None] = mapped_column(SmallInteger)
    category: Mapped[int | None] = mapped_column(SmallInteger)
    trigger_offence_code: Mapped[str | None]
    establishment_code: Mapped[str | None]
    officer_code: Mapped[str | None]
    notes: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    removed_on: Mapped[date | None]
    removal_code: Mapped[str | None]
    removal_reason: Mapped[str | None]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None]


class RegistrationReviewRow(Row):
    """A review, due or done; what it left stands from its day on. One that the removal overtook was never held."""

    __tablename__ = "registration_review"

    review_id: Mapped[UUID] = mapped_column(primary_key=True)
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.registration_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    dpa_exclude: Mapped[bool]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    overtaken_on: Mapped[date | None]
    outcome: Mapped[str | None]
    level: Mapped[int | None] = mapped_column(SmallInteger)
    category: Mapped[int | None] = mapped_column(SmallInteger)
    notes: Mapped[str | None]
    recorded_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None]
