"""Writing events and putting them in order: the sequence is given after commit, under one lock, so that no reader skips one."""

from collections.abc import Iterable
from itertools import islice
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from noms.chassis import tracing
from noms.chassis.database.engine import Database
from noms.chassis.database.rows import EventRow
from noms.chassis.identity.caller import EVERYTHING
from noms.contracts.events import Event, EventType
from noms.contracts.wire import Line

_TYPE: TypeAdapter[str] = TypeAdapter(EventType)
_SUBJECT: TypeAdapter[str] = TypeAdapter(Line)

_ORDER_LOCK = 7_301_001
_STAMP_AT_MOST = 5_000
_WRITTEN_AT_ONCE = 2_000

_PENDING = text("SELECT EXISTS (SELECT 1 FROM event WHERE sequence IS NULL)")
_LOCK = text("SELECT pg_advisory_xact_lock(:lock)")
_STAMP = text(
    """WITH pending AS (
           SELECT event_id, row_number() OVER (ORDER BY written_order) AS place
             FROM event WHERE sequence IS NULL ORDER BY written_order LIMIT :at_most),
       head AS (SELECT coalesce(max(sequence), 0) AS sequence FROM event)
       UPDATE event SET sequence = head.sequence + pending.place
         FROM pending, head WHERE event.event_id = pending.event_id"""
)
_HEAD = text("SELECT coalesce(max(sequence), 0) FROM event")
_SEE_EVERYTHING = text("SELECT set_config('noms.reach', :reach, true)")


def emit(session: AsyncSession, event: Event, *, audience: Iterable[str]) -> EventRow:
    """Publish what happened, in the transaction that makes it so; whoever reaches the audience will read it.

    Raises:
        ValidationError: the envelope would not be readable, and every reader of the feed would stop at it.

    """
    row = EventRow(**_envelope(event, audience))
    session.add(row)
    return row


async def emit_many(session: AsyncSession, events: Iterable[tuple[Event, Iterable[str]]]) -> None:
    """Publish many things that happened at once, each to its audience, in this order; as `emit` does, many in a statement.

    The transaction is not left alone while all of them are made: PostgreSQL ends one that is idle for long.
    """
    made = (_envelope(event, audience) for event, audience in events)
    while rows := list(islice(made, _WRITTEN_AT_ONCE)):
        await session.execute(insert(EventRow), rows)


def _envelope(event: Event, audience: Iterable[str]) -> dict[str, Any]:
    return {
        "event_id": uuid4(),
        "type": _TYPE.validate_python(event.type),
        "version": event.version,
        "subject": _SUBJECT.validate_python(event.subject()),
        "traceparent": tracing.traceparent(),
        "audience": sorted({EVERYTHING, *audience}),
        "data": event.model_dump(mode="json"),
        "also_names": list(event.also_names()),
    }


async def stamp(connection: AsyncConnection) -> None:
    """Give every committed event that has none the next sequence.

    The lock is held until this transaction ends, so numbers become visible in their order; an event that commits later
    gets a later number, so a reader that has passed a number has seen everything below it.
    """
    await connection.execute(_SEE_EVERYTHING, {"reach": EVERYTHING})
    if (await connection.execute(_PENDING)).scalar_one():
        await connection.execute(_LOCK, {"lock": _ORDER_LOCK})
        await connection.execute(_STAMP, {"at_most": _STAMP_AT_MOST})


async def stamp_pending(database: Database) -> None:
    """Put committed events in order, in a short transaction of their own."""
    async with database.engine.begin() as connection:
        await stamp(connection)


async def head_in_order(database: Database) -> int:
    """Put committed events in order; answers the last sequence that was given."""
    async with database.engine.begin() as connection:
        await stamp(connection)
        return int((await connection.execute(_HEAD)).scalar_one())
