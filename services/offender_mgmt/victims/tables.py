"""Who is contacted, and all that was said: rows that are added to and never overwritten."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from services.offender_mgmt.rows import Row


class VictimRow(Row):
    """Somebody who is contacted."""

    __tablename__ = "victim"

    victim_id: Mapped[UUID] = mapped_column(primary_key=True)
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    name: Mapped[str]
    relation: Mapped[str]
    details: Mapped[str]
    discretionary_reason: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class VictimWishRow(Row):
    """What they wished from a day on."""

    __tablename__ = "victim_wish"

    wish_id: Mapped[UUID] = mapped_column(primary_key=True)
    victim_id: Mapped[UUID] = mapped_column(ForeignKey("victim.victim_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    told_on: Mapped[date]
    opts_in: Mapped[bool]
    to_make_representations: Mapped[bool]
    to_receive_information: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class VictimContactRow(Row):
    """One contact with them."""

    __tablename__ = "victim_contact"

    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    victim_id: Mapped[UUID] = mapped_column(ForeignKey("victim.victim_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    held_on: Mapped[date]
    kind: Mapped[str]
    summary: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class VictimRepresentationRow(Row):
    """What they asked for about the licence."""

    __tablename__ = "victim_representation"

    representation_id: Mapped[UUID] = mapped_column(primary_key=True)
    victim_id: Mapped[UUID] = mapped_column(ForeignKey("victim.victim_id"))
    crn: Mapped[str] = mapped_column(ForeignKey("person.crn"))
    made_on: Mapped[date]
    conditions: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    reasons: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
