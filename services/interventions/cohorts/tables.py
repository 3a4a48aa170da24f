"""Cohorts, their dated sessions, and their numbered places."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from noms.chassis.database.rows import AUDIENCE
from services.interventions.rows import Row

_HELD = text("released_on IS NULL")


class CohortRow(Row):
    """One delivery of a programme to a group."""

    __tablename__ = "cohort"
    __table_args__ = (UniqueConstraint("cohort_id", "capacity"), Index(None, "provider", "starts_on", "cohort_id"))

    cohort_id: Mapped[UUID] = mapped_column(primary_key=True)
    programme_code: Mapped[str]
    provider: Mapped[str]
    site: Mapped[str]
    capacity: Mapped[int]
    starts_on: Mapped[date]
    sessions_planned: Mapped[int]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)


class SessionRow(Row):
    """One dated session of a cohort."""

    __tablename__ = "cohort_session"
    __table_args__ = (UniqueConstraint("cohort_id", "number"), UniqueConstraint("cohort_id", "held_on"))

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.cohort_id"))
    number: Mapped[int]
    held_on: Mapped[date]


class PlaceRow(Row):
    """A place that a referral holds or held.

    A place carries the capacity of its cohort, its number lies between 1 and that capacity, and no number is held twice:
    the database itself refuses one place too many, whoever writes it and however many write at once.
    """

    __tablename__ = "place"
    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "capacity"], ["cohort.cohort_id", "cohort.capacity"]),
        Index("place_cohort_id_number_held_key", "cohort_id", "number", unique=True, postgresql_where=_HELD),
        Index("place_referral_id_held_key", "referral_id", unique=True, postgresql_where=_HELD),
    )

    place_id: Mapped[UUID] = mapped_column(primary_key=True)
    cohort_id: Mapped[UUID]
    capacity: Mapped[int]
    number: Mapped[int]
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.referral_id"))
    taken_on: Mapped[date]
    released_on: Mapped[date | None]
