"""Many writers at once, some slow, some that change their minds, and readers who poll all the while."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from chassis.specimen.service import BookKept
from noms.chassis.database.engine import Database
from noms.chassis.feed.outbox import emit, stamp_pending
from noms.chassis.identity.caller import Caller, audience

Look = Callable[[int], Awaitable[list[tuple[int, str]]]]
"""Read what lies after a place: (place, what the event is about), in order."""


@dataclass
class Storm:
    """What was really committed, and what each reader saw."""

    writers: int
    events_each: int
    committed: set[str] = field(default_factory=set)
    taken_back: set[str] = field(default_factory=set)
    slow: int = 0
    seen: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def write(self, database: Database, number: int) -> None:
        """Write, with pauses between the event and its commit; one in ten is taken back."""
        chance = random.Random(number)
        for count in range(self.events_each):
            isbn = f"W{number}-{count}"
            slow = chance.random() < 0.03
            self.slow += slow
            async with await database.session(Caller.service("specimen")) as session:
                emit(session, BookKept(isbn=isbn), audience=audience(organisations=["LDN" if count % 2 else "WMP"]))
                await session.flush()
                await asyncio.sleep(chance.uniform(0.1, 0.25) if slow else chance.uniform(0, 0.005))
                if chance.random() < 0.1:
                    await session.rollback()
                    self.taken_back.add(isbn)
                else:
                    await session.commit()
                    self.committed.add(isbn)

    async def poll(self, reader: str, look: Look) -> None:
        """Read all the time, from the last place seen; once more when the writers have ended."""
        seen = self.seen.setdefault(reader, [])
        last_round = False
        while not last_round:
            last_round = self.over.is_set()
            while found := await look(seen[-1][0] if seen else 0):
                seen += found
            await asyncio.sleep(0.005)

    async def put_in_order(self, database: Database) -> None:
        """Stamp all the time, as the readers and replicas of a busy service do."""
        while not self.over.is_set():
            await stamp_pending(database)

    async def rage(self, database: Database, readers: dict[str, Look]) -> None:
        """Let it all happen at once."""
        reading = [asyncio.create_task(self.poll(name, look)) for name, look in readers.items()]
        reading += [asyncio.create_task(self.put_in_order(database)) for _ in range(3)]
        await asyncio.gather(*(self.write(database, number) for number in range(self.writers)))
        self.over.set()
        await asyncio.gather(*reading)

    def missed(self, reader: str) -> set[str]:
        return self.committed - {isbn for _, isbn in self.seen[reader]}
