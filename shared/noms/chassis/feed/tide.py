"""Waiting for the next event: one look at the head of the feed for everybody who waits, however many they are."""

import asyncio

import structlog

from noms.chassis.database.engine import Database
from noms.chassis.feed.outbox import head_in_order

_LOOK_AGAIN_SECONDS = 0.05
_log = structlog.get_logger("noms.feed")


class Tide:
    """The head of this service's feed, looked at only while somebody waits for it to rise."""

    def __init__(self, database: Database, stopping: asyncio.Event) -> None:
        self.head = 0
        self._database = database
        self._stopping = stopping
        self._moved = asyncio.Event()
        self._waiting = 0
        self._looking: asyncio.Task[None] | None = None

    async def rise(self, *, above: int, within_seconds: float) -> None:
        """Wait until the head may be above `above`, the time is over, or the service stops. Then read for yourself."""
        if self.head > above or self._stopping.is_set():
            return
        self._waiting += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            async with asyncio.timeout(within_seconds):
                await self._moved.wait()
        except TimeoutError:
            return
        finally:
            self._waiting -= 1

    async def _look(self) -> None:
        try:
            while self._waiting and not self._stopping.is_set():
                head = await head_in_order(self._database)
                if head > self.head:
                    self.head = head
                    self._wake()
                await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        except Exception as error:  # noqa: BLE001 - whoever waits is woken, reads for himself, and meets the failure
            _log.warning("the head of the feed cannot be seen", error=type(error).__name__)
        finally:
            self._wake()

    def _wake(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
