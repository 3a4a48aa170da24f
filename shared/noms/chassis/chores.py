"""What a service does by itself, again and again: each chore in one transaction, by one process at a time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import tracing
from noms.chassis.audit.record import entry
from noms.chassis.database.engine import Database
from noms.chassis.identity.caller import Caller

HOURLY_SECONDS = 3_600.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that nobody needs to ask for. Doing it twice changes nothing more: it may be done at any time, by any process."""

    name: str
    act: Callable[[AsyncSession, Caller], Awaitable[int]]
    """Does it as the service itself, and answers how much there was to do."""

    every_seconds: float = HOURLY_SECONDS


async def do_chore(database: Database, chore: Chore) -> int:
    """Do a chore once; answers how much there was to do, and 0 where another process is at it now.

    What was done stands in the audit under the chore's name; looking and finding nothing leaves no entry.
    """
    tracing.begin(None)
    me = Caller.service(database.service)
    async with await database.session(me) as session:
        held = func.pg_try_advisory_xact_lock(func.hashtextextended(f"chore {chore.name}", 0))
        if not (await session.execute(select(held))).scalar_one():
            return 0
        done = await chore.act(session, me)
        if done:
            session.add(entry(me, chore.name, str(done)))
        await session.commit()
        return done
