"""Following a peer's feed: each event takes effect once, in one replica at a time, and a bad one does not stop the rest."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import structlog
from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import tracing
from noms.chassis.audit.record import entry
from noms.chassis.database.engine import Database
from noms.chassis.database.rows import FollowerRow, PoisonEventRow
from noms.chassis.identity.caller import Caller
from noms.chassis.metrics import FEED_ERRORS, FEED_POSITION, POISON_EVENTS
from noms.chassis.problems import refusal_from
from noms.chassis.refusals import Unavailable
from noms.clients.feed import FeedReader
from noms.contracts.events import CloudEvent, Event

BATCH = 500
TRIES_BEFORE_ASIDE = 3
_POLL_MS = 5_000
_PAUSE_SECONDS = 0.5
_log = structlog.get_logger("noms.follower")
_LEAD = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 1))")

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Arrived(Generic[E]):
    """An event that has arrived: its content, and the envelope's identity and place."""

    content: E
    envelope: CloudEvent


@dataclass(frozen=True, slots=True)
class Reaction(Generic[E]):
    """What this service does when an event of one type arrives. It runs in the transaction that moves the cursor."""

    event: type[E]
    react: Callable[[AsyncSession, Arrived[E]], Awaitable[None]]

    async def apply(self, session: AsyncSession, envelope: CloudEvent) -> None:
        """Let the event take effect."""
        await self.react(session, Arrived(self.event.model_validate(envelope.data), envelope))


class Follower:
    """Applies one peer's feed to this service's own records."""

    def __init__(self, database: Database, peer: str, reader: FeedReader, reactions: Sequence[Reaction[Any]]) -> None:
        self.feed = peer
        self._database = database
        self._reader = reader
        self._reactions: Mapping[str, Sequence[Reaction[Any]]] = {
            reaction.event.type: [other for other in reactions if other.event.type == reaction.event.type]
            for reaction in reactions
        }
        self._me = Caller.service(database.service)
        self._failures: dict[int, int] = {}

    async def run(self, stopping: asyncio.Event) -> None:
        """Follow until told to stop. A peer or a database that is down is waited for."""
        while not stopping.is_set():
            try:
                await self._lead(stopping)
            except Exception as error:  # noqa: BLE001 - whatever fails, the follower waits and begins again where its cursor stands
                FEED_ERRORS.labels(self._database.service, self.feed).inc()
                _log.warning("following interrupted", feed=self.feed, error=type(error).__name__)
            await _pause(stopping)

    async def _lead(self, stopping: asyncio.Event) -> None:
        """Follow while this replica holds the lead; the lock goes with the connection, so a dead leader frees it."""
        async with self._database.engine.connect() as connection:
            name = {"name": f"follow:{self._database.service}:{self.feed}"}
            leads = (await connection.execute(_LEAD, name)).scalar_one()
            await connection.commit()
            if not leads:
                return
            try:
                while not stopping.is_set():
                    await connection.execute(text("SELECT 1"))
                    await connection.commit()
                    await self.step(_POLL_MS)
            finally:
                await connection.invalidate()

    async def step(self, poll_ms: int = 0) -> int:
        """Read one batch and apply it; answers how many events have taken effect or were put aside."""
        after = await self._position()
        batch = await self._reader.read(after=after, limit=BATCH, timeout_ms=poll_ms)
        if not batch:
            return 0
        try:
            await self._apply(batch)
        except Exception as error:
            if _will_pass(error):
                raise
            await self._one_by_one(batch)
        return len(batch)

    async def _position(self) -> int:
        async with await self._database.session(self._me) as session:
            found = await session.scalar(select(FollowerRow.last_sequence).where(FollowerRow.feed == self.feed))
            return found or 0

    async def _apply(self, batch: Sequence[CloudEvent]) -> None:
        async with await self._database.session(self._me) as session:
            for envelope in await self._beyond_cursor(session, batch):
                tracing.begin(envelope.traceparent)
                reactions = self._reactions.get(envelope.type, ())
                for reaction in reactions:
                    await reaction.apply(session, envelope)
                if reactions:
                    session.add(entry(self._me, envelope.type, envelope.subject))
            await self._move(session, batch[-1].sequence)
            await session.commit()

    async def _beyond_cursor(self, session: AsyncSession, batch: Sequence[CloudEvent]) -> list[CloudEvent]:
        """What of a batch has not taken effect yet, with the cursor held until this transaction ends.

        A leader whose connection died may still be at work when the next one begins: the cursor decides, not the lead.
        """
        start = {"feed": self.feed, "last_sequence": 0}
        await session.execute(insert(FollowerRow).values(start).on_conflict_do_nothing())
        held = select(FollowerRow.last_sequence).where(FollowerRow.feed == self.feed).with_for_update()
        last = (await session.execute(held)).scalar_one()
        return [envelope for envelope in batch if envelope.sequence > last]

    async def _move(self, session: AsyncSession, sequence: int) -> None:
        moved = {"last_sequence": func.greatest(FollowerRow.last_sequence, sequence), "moved_at": func.clock_timestamp()}
        await session.execute(update(FollowerRow).where(FollowerRow.feed == self.feed).values(moved))
        FEED_POSITION.labels(self._database.service, self.feed).set(sequence)

    async def _one_by_one(self, batch: Sequence[CloudEvent]) -> None:
        for envelope in batch:
            try:
                await self._apply([envelope])
            except Exception as error:
                tries = self._failures[envelope.sequence] = self._failures.get(envelope.sequence, 0) + 1
                if tries < TRIES_BEFORE_ASIDE:
                    raise
                await self._put_aside(envelope, error)
            self._failures.pop(envelope.sequence, None)

    async def _put_aside(self, envelope: CloudEvent, error: Exception) -> None:
        """Keep an event that cannot be applied, raise the alarm, and go on: it must not stop the feed for ever."""
        reason = type(error).__name__
        async with await self._database.session(self._me) as session:
            if not await self._beyond_cursor(session, [envelope]):
                return
            aside = {"feed": self.feed, "event_id": envelope.id, "sequence": envelope.sequence, "reason": reason}
            await session.execute(
                insert(PoisonEventRow).values(event=envelope.model_dump(mode="json"), **aside).on_conflict_do_nothing()
            )
            await self._move(session, envelope.sequence)
            await session.commit()
        POISON_EVENTS.labels(self._database.service, self.feed).inc()
        _log.error("event put aside", feed=self.feed, sequence=envelope.sequence, event_id=str(envelope.id), reason=reason)


def _will_pass(error: Exception) -> bool:
    """Whether the failure lies in the circumstances, such as a database that is away, and not in the event."""
    return isinstance(refusal_from(error, {}), Unavailable)


async def _pause(stopping: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(_PAUSE_SECONDS):
            await stopping.wait()
    except TimeoutError:
        return
