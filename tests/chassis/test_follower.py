"""Following a peer's feed over real HTTP: every event takes effect once, whatever fails on the way."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import select, text

from chassis.conftest import MIGRATIONS
from chassis.specimen.following import Notebook, sightings
from chassis.specimen.serving import free_port, served
from chassis.specimen.trials import proving
from house.estate import Estate
from house.running import Running, once, settings_for_test
from noms.chassis.app import create_app
from noms.chassis.database.engine import Database
from noms.chassis.database.rows import AuditRow, FollowerRow, PoisonEventRow
from noms.chassis.feed.follower import Follower
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona
from noms.clients.feed import FeedReader
from noms.clients.tokens import GivenToken
from noms.contracts.events import CloudEvent

FEED = "library"
OVERSEER = Persona("olga", "NOMS", CallerKind.STAFF, ("keeper",), {"everything": True})


class Reader(FeedReader):
    """A reader that remembers how often it asked."""

    asked = 0

    async def read(self, *, after: int, limit: int = 1_000, timeout_ms: int = 0) -> list[CloudEvent]:
        self.asked += 1
        return await super().read(after=after, limit=limit, timeout_ms=timeout_ms)


@dataclass
class Library:
    """The followed service, and what its followers need."""

    books: Running
    url: str
    token: str
    prefix: str = ""

    async def keep(self, *names: str) -> list[str]:
        isbns = [f"{self.prefix}-{name}" for name in names]
        async with self.books.as_(OVERSEER) as client:
            for isbn in isbns:
                new = {"isbn": isbn, "title": "Kept", "copies": 1, "organisation": "LDN"}
                assert (await client.post("/v1/books", json=new, headers=once())).status_code == 201
        return isbns


@pytest.fixture(scope="module")
async def library(books: Running, issuer: DevelopmentIssuer) -> AsyncIterator[Library]:
    port, app = free_port(), create_app(proving, books.settings)
    with served(app, port) as url:
        yield Library(books, url, issuer.token(OVERSEER))


@dataclass
class Branch:
    """A service that follows the library, with a database of its own."""

    settings: object
    library: Library
    notebook: Notebook = field(default_factory=Notebook)
    opened: list[Database] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)

    def database(self) -> Database:
        self.opened.append(Database("specimen", self.settings))
        return self.opened[-1]

    def follower(self, database: Database | None = None, url: str | None = None) -> Follower:
        self.readers.append(Reader(url or self.library.url, GivenToken(self.library.token)))
        return Follower(database or self.database(), FEED, self.readers[-1], self.notebook.reactions())

    async def seen(self) -> dict[str, int]:
        async with await self.opened[0].session(Caller.service("specimen")) as session:
            return {isbn: count for isbn, count in (await sightings(session)).items() if isbn.startswith(self.library.prefix)}

    async def cursor(self) -> int:
        async with self.opened[0].engine.connect() as connection:
            return (await connection.execute(select(FollowerRow.last_sequence))).scalar() or 0

    async def close(self) -> None:
        for opened in (*self.readers, *self.opened):
            await opened.close()


@pytest.fixture
async def branch(estate: Estate, library: Library, jwks: str) -> AsyncIterator[Branch]:
    library.prefix = uuid4().hex[:4].upper()
    url = estate.url(await asyncio.to_thread(estate.database, "specimen", MIGRATIONS), estate.app("specimen"))
    made = Branch(settings_for_test(url, jwks, "http://issuer.test", pool_size=4), library)
    yield made
    await made.close()


@asynccontextmanager
async def at_work(*followers: Follower) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    tasks = [asyncio.create_task(follower.run(stopping)) for follower in followers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(holds: Callable[[], Awaitable[bool]], seconds: float = 20) -> None:
    for _ in range(int(seconds / 0.05)):
        if await holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come to pass")


async def test_what_happened_there_takes_effect_here_and_is_audited(library: Library, branch: Branch):
    isbns = await library.keep("A", "B")
    follower = branch.follower()

    assert await follower.step() >= 2
    assert await branch.seen() == dict.fromkeys(isbns, 1)
    assert await follower.step() == 0
    async with branch.opened[0].engine.connect() as connection:
        told = select(AuditRow.who, AuditRow.action).where(AuditRow.subject == isbns[0])
        assert (await connection.execute(told)).all() == [("specimen", "specimen.book.kept")]


async def test_a_follower_that_dies_after_the_effect_begins_again_and_the_effect_is_there_once(library: Library, branch: Branch):
    first, dies, last = await library.keep("A", "DIES", "Z")
    branch.notebook.fail(dies, RuntimeError("killed"), RuntimeError("killed again"))

    with pytest.raises(RuntimeError):
        await branch.follower().step()
    assert await branch.seen() == {first: 1}
    await branch.follower(branch.opened[0]).step()

    assert branch.notebook.tried.count(dies) == 3
    assert await branch.seen() == {first: 1, dies: 1, last: 1}


async def test_the_cursor_never_moves_without_the_effect(library: Library, branch: Branch):
    await branch.follower().step()
    before = await branch.cursor()
    [dies] = await library.keep("DIES")
    branch.notebook.fail(dies, RuntimeError("killed"), RuntimeError("killed again"))

    with pytest.raises(RuntimeError):
        await branch.follower(branch.opened[0]).step()

    assert (await branch.cursor(), await branch.seen()) == (before, {})


async def test_a_peer_that_is_down_is_waited_for_and_caught_up_with(library: Library, branch: Branch):
    isbns = await library.keep("A", "B", "C")
    port = free_port()
    failures = _sample("noms_feed_errors_total")

    async with at_work(branch.follower(url=f"http://127.0.0.1:{port}")):
        await until(lambda: _is(lambda: _sample("noms_feed_errors_total") > failures))
        with served(create_app(proving, library.books.settings), port):
            await until(lambda: _has_seen(branch, isbns))
            more = await library.keep("D")
            await until(lambda: _has_seen(branch, isbns + more))

    assert await branch.seen() == dict.fromkeys(isbns + more, 1)


async def test_an_event_that_cannot_be_applied_is_put_aside_after_three_tries_and_the_rest_goes_on(
    library: Library, branch: Branch
):
    good, bad, rest = await library.keep("A", "BAD", "Z")
    branch.notebook.fail(bad, *[ValueError("never") for _ in range(9)])
    aside = _sample("noms_poison_events_total")

    async with at_work(branch.follower()):
        await until(lambda: _has_seen(branch, [good, rest]))

    assert await branch.seen() == {good: 1, rest: 1}
    assert _sample("noms_poison_events_total") == aside + 1
    async with branch.opened[0].engine.connect() as connection:
        [kept] = (await connection.execute(select(PoisonEventRow.feed, PoisonEventRow.reason, PoisonEventRow.event))).all()
    assert (kept.feed, kept.reason, kept.event["subject"]) == (FEED, "ValueError", bad)


async def test_a_failure_that_will_pass_never_puts_an_event_aside(library: Library, branch: Branch):
    [isbn] = await library.keep("PATIENT")
    branch.notebook.fail(isbn, *[ConnectionError("the database is away") for _ in range(5)])
    follower = branch.follower()

    for _ in range(5):
        with pytest.raises(ConnectionError):
            await follower.step()
    await follower.step()

    assert await branch.seen() == {isbn: 1}
    async with branch.opened[0].engine.connect() as connection:
        assert (await connection.execute(select(PoisonEventRow))).all() == []


async def test_two_who_hold_the_same_batch_apply_it_once(library: Library, branch: Branch):
    isbns = await library.keep(*(f"N{n}" for n in range(20)))
    followers = [branch.follower() for _ in range(4)]

    await asyncio.gather(*(follower.step() for follower in followers))

    assert await branch.seen() == dict.fromkeys(isbns, 1)


async def test_of_two_replicas_one_leads_and_when_it_loses_its_connection_the_other_takes_over(
    library: Library, branch: Branch, estate: Estate
):
    first = await library.keep("A", "B")
    async with at_work(branch.follower(), branch.follower()):
        await until(lambda: _has_seen(branch, first))
        leaders = [await _leaders(branch) for _ in range(10)]
        assert all(len(led_by) == 1 for led_by in leaders)
        assert sorted(bool(reader.asked) for reader in branch.readers) == [False, True]

        await _end(branch, leaders[-1][0])
        second = await library.keep("C", "D")
        await until(lambda: _has_seen(branch, first + second))
        await until(lambda: _another_leads(branch, leaders[-1][0]))

    assert await branch.seen() == dict.fromkeys(first + second, 1)


async def _leaders(branch: Branch) -> list[int]:
    async with branch.opened[0].engine.connect() as connection:
        held = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        return list((await connection.execute(text(held))).scalars())


async def _another_leads(branch: Branch, before: int) -> bool:
    leaders = await _leaders(branch)
    return len(leaders) == 1 and leaders != [before]


async def _end(branch: Branch, backend: int) -> None:
    """End a backend: the runtime role may end its own."""
    async with branch.opened[0].engine.connect() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})


async def _has_seen(branch: Branch, isbns: list[str]) -> bool:
    return set(isbns) <= set(await branch.seen())


async def _is(condition: Callable[[], bool]) -> bool:
    return condition()


def _sample(name: str) -> float:
    return REGISTRY.get_sample_value(name, {"service": "specimen", "feed": FEED}) or 0.0
