"""What a service does by itself: each chore in one transaction, by one process at a time, tried again when it fails."""

import asyncio
from dataclasses import replace
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.specimen.following import SightingRow
from chassis.specimen.trials import proving
from house.running import Running
from noms.chassis import background
from noms.chassis.chores import Chore, do_chore
from noms.chassis.database.rows import AuditRow
from noms.chassis.identity.caller import Caller
from noms.chassis.peers import Peers


class Chronicle:
    """A chore that writes down its name, and fails, waits or finds nothing to do when it is told to."""

    def __init__(self, *failures: Exception, found: int = 1) -> None:
        self.chore = Chore(f"chronicle-{uuid4()}", self.act, every_seconds=0.01)
        self.failures = list(failures)
        self.found = found
        self.begun, self.may_end, self.went_well = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.may_end.set()

    async def act(self, session: AsyncSession, _: Caller) -> int:
        session.add(SightingRow(sighting_id=uuid4(), event_id=uuid4(), isbn=self.chore.name, sequence=0))
        await session.flush()
        self.begun.set()
        await self.may_end.wait()
        if self.failures:
            raise self.failures.pop(0)
        self.went_well.set()
        return self.found

    async def written(self, books: Running) -> tuple[int, int]:
        """How often it stands in the table, and how often in the audit."""
        async with await books.database.session(Caller.service("specimen")) as session:
            rows = select(func.count()).select_from(SightingRow).where(SightingRow.isbn == self.chore.name)
            entries = select(func.count()).select_from(AuditRow).where(AuditRow.action == self.chore.name)
            return await session.scalar(rows) or 0, await session.scalar(entries) or 0


async def test_a_chore_is_done_as_the_service_itself_and_stands_in_the_audit(books: Running):
    chronicle = Chronicle(found=3)

    assert await do_chore(books.database, chronicle.chore) == 3
    assert await chronicle.written(books) == (1, 1)
    async with await books.database.session(Caller.service("specimen")) as session:
        entry = (await session.execute(select(AuditRow).where(AuditRow.action == chronicle.chore.name))).scalar_one()
        assert (entry.who, entry.subject, entry.outcome) == (books.database.service, "3", "done")


async def test_finding_nothing_to_do_leaves_no_entry(books: Running):
    chronicle = Chronicle(found=0)

    assert await do_chore(books.database, chronicle.chore) == 0
    assert (await chronicle.written(books))[1] == 0


async def test_what_another_process_is_at_is_left_to_it(books: Running):
    first = Chronicle()
    first.may_end.clear()
    at_work = asyncio.create_task(do_chore(books.database, first.chore))
    await first.begun.wait()

    assert await do_chore(books.database, first.chore) == 0
    first.may_end.set()
    assert await at_work == 1
    assert await first.written(books) == (1, 1)


async def test_a_chore_that_fails_leaves_nothing_and_is_tried_again(books: Running):
    chronicle, stopping = Chronicle(RuntimeError("the ink is dry"), ConnectionError("away")), asyncio.Event()
    service = replace(proving, follows=[], chores=[chronicle.chore])
    settings = books.settings.model_copy(update={"follow": True})
    async with asyncio.timeout(20):
        work = background.begin(books.database, service, settings, Peers(settings), stopping)
        await chronicle.went_well.wait()
        stopping.set()
        await background.finish(work, within_seconds=5)
    rows, entries = await chronicle.written(books)

    assert not chronicle.failures
    assert rows == entries >= 1


async def test_a_process_that_does_not_follow_does_no_chores(books: Running):
    chronicle = Chronicle()
    service = replace(proving, follows=[], chores=[chronicle.chore])
    settings = books.settings.model_copy(update={"follow": False})

    assert background.begin(books.database, service, settings, Peers(settings), asyncio.Event()) == []
    assert await chronicle.written(books) == (0, 0)
