"""Reading a service's event feed, batch by batch, from wherever the consumer stands."""

from collections.abc import AsyncIterator

from noms.clients.http import ServiceClient
from noms.contracts.events import CloudEvent

_READ_BATCH = list[CloudEvent]
LONGEST_WAIT_MS = 8_000
"""Longer waits would meet the client's own time-out for an answer."""


class FeedReader(ServiceClient):
    """The feed of one service. Store `sequence` of the last event together with its effect, and pass it back as `after`."""

    async def read(self, *, after: int, limit: int = 1_000, timeout_ms: int = 0) -> list[CloudEvent]:
        """The next batch after `after`; waits up to `timeout_ms` (at most 8 s) for one; the empty list is the end for now."""
        waits_ms = min(timeout_ms, LONGEST_WAIT_MS)
        return await self.get(_READ_BATCH, "/v1/events", {"after": after, "limit": limit, "timeout_ms": waits_ms})

    async def tail(self, *, after: int = 0, poll_ms: int = 5_000) -> AsyncIterator[CloudEvent]:
        """Every event from `after` on, for ever."""
        while True:
            for event in await self.read(after=after, timeout_ms=poll_ms):
                yield event
                after = event.sequence
