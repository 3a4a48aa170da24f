"""People and the numbers that they are known by."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey
from sqlalchemy.ext.hybrid import hybrid_property
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
    reason: Mapped[str | None]
    """Why the number is nobody's; then it is kept as it was offered, and nobody is found by it."""
    from_feed: Mapped[bool]
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[str | None]

    @hybrid_property
    def valid(self) -> bool:
        """Whether the number can be anybody's."""
        return self.reason is None

    @valid.inplace.expression
    @classmethod
    def _valid(cls) -> ColumnElement[bool]:
        return cls.reason.is_(None)


class PersonMergeRow(Row):
    """That a record was merged into another; until it is parted again, whoever asks for it is answered with the survivor's."""

    __tablename__ = "person_merge"

    person_merge_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    """The record that answers now: the one merged into, or what that one was merged into later."""
    merged_crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    merged_into: Mapped[str]
    reason: Mapped[str]
    merged_at: Mapped[datetime]
    merged_by: Mapped[str]
    parted_at: Mapped[datetime | None]
    parted_by: Mapped[str | None]
    parting_reason: Mapped[str | None]

    @property
    def crns(self) -> tuple[str, str]:
        """The two records."""
        return self.crn, self.merged_crn
