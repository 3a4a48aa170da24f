"""What a service does besides answering: seal and sign the audit, forget old idempotency keys, follow peers, do its chores."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog
from sqlalchemy import select, text

from noms.chassis.audit import checkpoint
from noms.chassis.audit.sealing import seal_pending
from noms.chassis.chores import do_chore
from noms.chassis.clock import now
from noms.chassis.database.engine import Database
from noms.chassis.database.rows import AuditRow
from noms.chassis.feed.follower import Follower
from noms.chassis.feed.outbox import stamp_pending
from noms.chassis.peers import Peers
from noms.chassis.service import Service
from noms.chassis.settings import Settings
from noms.clients.feed import FeedReader

SEAL_EVERY_SECONDS = 1.0
CHECKPOINT_EVERY_SECONDS = 60.0
FORGET_EVERY_SECONDS = 3_600.0
_FORGET = text("DELETE FROM idempotency WHERE recorded_at < clock_timestamp() - interval '72 hours'")
_HEAD = (
    select(AuditRow.sequence, AuditRow.chain_hash)
    .where(AuditRow.sequence.is_not(None))
    .order_by(AuditRow.sequence.desc())
    .limit(1)
)
_log = structlog.get_logger("noms.background")


async def put_in_order(database: Database) -> None:
    """Give committed events their sequence and committed audit entries their place in the chain."""
    await stamp_pending(database)
    await seal_pending(database)


async def take_checkpoint(database: Database, settings: Settings) -> None:
    """Sign the head of the audit chain and keep it outside the database, when a key and a place are configured."""
    if settings.audit_key_file is None or settings.audit_checkpoint_directory is None:
        return
    async with database.engine.connect() as connection:
        head = (await connection.execute(_HEAD)).one_or_none()
    if head is None:
        return
    key = await asyncio.to_thread(checkpoint.signing_key, settings.audit_key_file)
    signed = checkpoint.Checkpoint.taken(key, database.service, head.sequence, bytes(head.chain_hash), now())
    await asyncio.to_thread(checkpoint.keep, settings.audit_checkpoint_directory, signed)


async def close_the_books(database: Database, settings: Settings) -> None:
    """At the end, seal what is not sealed and sign the last head; a database that is away does not hold up the end."""
    try:
        if settings.audit_key_file is not None:
            await put_in_order(database)
            await take_checkpoint(database, settings)
    except Exception as error:  # noqa: BLE001 - the next start seals what is left
        _log.warning("the last checkpoint is missing", error=type(error).__name__)


async def forget_old_keys(database: Database) -> None:
    """Forget idempotency keys after the 72 hours that callers were promised."""
    async with database.engine.begin() as connection:
        await connection.execute(_FORGET)


async def _every(seconds: float, stopping: asyncio.Event, act: Callable[[], Awaitable[object]]) -> None:
    """Act again and again until told to stop; a failure is logged and tried again next time."""
    while not stopping.is_set():
        try:
            await act()
        except Exception as error:  # noqa: BLE001 - housekeeping outlives a database that is away
            _log.warning("housekeeping failed", error=type(error).__name__)
        try:
            async with asyncio.timeout(seconds):
                await stopping.wait()
        except TimeoutError:
            continue


def begin(
    database: Database, service: Service, settings: Settings, peers: Peers, stopping: asyncio.Event
) -> list[asyncio.Task[None]]:
    """Start the background work of one process."""
    if not settings.follow:
        return []
    work = [
        _every(SEAL_EVERY_SECONDS, stopping, lambda: put_in_order(database)),
        _every(CHECKPOINT_EVERY_SECONDS, stopping, lambda: take_checkpoint(database, settings)),
        _every(FORGET_EVERY_SECONDS, stopping, lambda: forget_old_keys(database)),
    ]
    work += [_every(chore.every_seconds, stopping, partial(do_chore, database, chore)) for chore in service.chores]
    for follow in service.follows:
        if settings.peer_url(follow.peer):
            follower = Follower(database, follow.peer, peers.client(FeedReader, follow.peer), follow.reactions)
            work.append(follower.run(stopping))
        else:
            _log.warning("a peer is not followed: its address is not configured", feed=follow.peer)
    return [asyncio.create_task(each) for each in work]


async def finish(tasks: Sequence[asyncio.Task[None]], *, within_seconds: float) -> None:
    """Wait for background work to end by itself, then cancel what has not."""
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=within_seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
