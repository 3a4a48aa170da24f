"""Naming of constraints, and the tables that the chassis itself keeps in every service's database."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Identity, LargeBinary, MetaData, Text, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}
"""Every constraint has a name that says what it is, so that a service can map it to a refusal."""

INSTANT = TIMESTAMP(timezone=True)
AUDIENCE = ARRAY(Text)


class ChassisRow(DeclarativeBase):
    """What each of the chassis' tables is declared on: one metadata, apart from the service's own."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text, datetime: INSTANT, int: BigInteger, bytes: LargeBinary}


class EventRow(ChassisRow):
    """The outbox and the feed in one: written with the effect, stamped with its sequence after commit."""

    __tablename__ = "event"
    __mapper_args__ = {"eager_defaults": False}  # noqa: RUF012 - with RETURNING, a writer would need to see what it may only write

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    written_order: Mapped[int] = mapped_column(Identity(always=True))
    sequence: Mapped[int | None]
    type: Mapped[str]
    version: Mapped[int]
    subject: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    traceparent: Mapped[str | None]
    audience: Mapped[list[str]] = mapped_column(AUDIENCE)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    also_names: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    """Other subjects that it names: it is closed with each of them."""


class AuditRow(ChassisRow):
    """One act or one reading: who, for whom, what, about whom, when. Never changed; sealed into the chain after commit."""

    __tablename__ = "audit_entry"

    audit_entry_id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    action: Mapped[str]
    outcome: Mapped[str]
    subject: Mapped[str | None]
    who: Mapped[str]
    client: Mapped[str]
    organisation: Mapped[str]
    on_behalf_of: Mapped[str | None]
    trace_id: Mapped[str]
    sequence: Mapped[int | None]
    chain_hash: Mapped[bytes | None]


class IdempotencyRow(ChassisRow):
    """The answer to a request that took effect, kept for whoever repeats it."""

    __tablename__ = "idempotency"

    client: Mapped[str] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes]
    status: Mapped[int]
    headers: Mapped[dict[str, str]] = mapped_column(JSONB)
    body: Mapped[bytes]
    subjects: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    """Whom the answer concerns, where the path does not tell: a repetition is audited under the same."""

    recorded_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


class ClosureRow(ChassisRow):
    """A record closed to some users, or to all but some, while it lasts. What a record is, and who may close it, rooms decide."""

    __tablename__ = "closure"

    closure_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject: Mapped[str]
    """The record: what the column of that name holds in the tables that can be closed, and the subject of its events."""

    barred: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    """Tags of users to whom it is closed."""

    only_to: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    """Tags of the only users to whom it is open; without them it is open to all others."""

    closed_from: Mapped[datetime]
    closed_until: Mapped[datetime | None]


class FollowerRow(ChassisRow):
    """How far this service has followed another service's feed."""

    __tablename__ = "follower"

    feed: Mapped[str] = mapped_column(primary_key=True)
    last_sequence: Mapped[int]
    moved_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


class PoisonEventRow(ChassisRow):
    """An event that could not be applied: put aside with the reason, so that the feed goes on."""

    __tablename__ = "poison_event"

    feed: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    event: Mapped[dict[str, Any]] = mapped_column(JSONB)
    reason: Mapped[str]
    put_aside_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
