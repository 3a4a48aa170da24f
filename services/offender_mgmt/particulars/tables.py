"""Particulars of a person: rows that are superseded and never changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class ParticularRow(Row):
    """What every particular has: whose it is, from when until when, since when it is known."""

    __abstract__ = True

    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    supersedes: Mapped[UUID | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]

    @classmethod
    def key(cls) -> str:
        """The name of the column that identifies a row."""
        return f"{cls.__tablename__}_id"


class AliasRow(ParticularRow):
    """A name that the person goes or went by; PostgreSQL keeps what it has in common with others."""

    __tablename__ = "alias"

    alias_id: Mapped[UUID] = mapped_column(primary_key=True)
    forename: Mapped[str]
    middle_names: Mapped[str | None]
    surname: Mapped[str]
    forename_key: Mapped[str]
    surname_key: Mapped[str]
    date_of_birth: Mapped[date | None]
    sex: Mapped[str | None]


class AddressRow(ParticularRow):
    """Where the person lives or lived."""

    __tablename__ = "address"

    address_id: Mapped[UUID] = mapped_column(primary_key=True)
    status: Mapped[str]
    kind: Mapped[str]
    lines: Mapped[list[str]] = mapped_column(ARRAY(Text))
    postcode: Mapped[str | None]


class SpokenLanguageRow(ParticularRow):
    """A language of the person."""

    __tablename__ = "spoken_language"

    spoken_language_id: Mapped[UUID] = mapped_column(primary_key=True)
    language_code: Mapped[str]
    skill: Mapped[str]
    interpreter_needed: Mapped[bool]


class DisabilityRow(ParticularRow):
    """A disability, and what is provided for it."""

    __tablename__ = "disability"

    disability_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    provisions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    notes: Mapped[str | None]


class PersonalContactRow(ParticularRow):
    """Somebody close to the person: a third party, whose own data this is."""

    __tablename__ = "personal_contact"

    personal_contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    relation: Mapped[str]
    kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    name: Mapped[str]
    telephone: Mapped[str | None]
    lines: Mapped[list[str]] = mapped_column(ARRAY(Text))
    postcode: Mapped[str | None]
    notes: Mapped[str | None]
