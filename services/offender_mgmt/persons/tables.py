"""People and the numbers that they are known by."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from noms.chassis.database.rows import AUDIENCE
from services.offender_mgmt.rows import Row


class PersonRow(Row):
    """A person: the root that every other record of this service belongs to."""

    __tablename__ = "person"

    crn: Mapped[str] = mapped_column(primary_key=True)
    forename: Mapped[str]
    middle_names: Mapped[str | None]
    surname: Mapped[str]
    forename_key: Mapped[str]
    surname_key: Mapped[str]
    date_of_birth: Mapped[date]
    died_on: Mapped[date | None]
    sex: Mapped[str]
    provider: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)


class PersonIdentifierRow(Row):
    """A number that a person is or was known by."""

    __tablename__ = "person_identifier"

    person_identifier_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    kind: Mapped[str]
    value: Mapped[str]
    held_from: Mapped[date]
    held_until: Mapped[date | None]
