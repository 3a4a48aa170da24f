"""The database goes away, is too busy, or too slow: each caller is told so in time, nothing is half done, and it passes by itself."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from chassis.specimen.service import BookRow, NoteRow
from chassis.specimen.trials import proving
from house.estate import Estate
from house.running import Running, once, running
from noms.chassis.database.engine import connection_arguments
from noms.chassis.database.rows import EventRow
from noms.chassis.identity.caller import Caller
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona

TERMINATE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()"
BUSY = frozenset({"temporarily_unavailable", "outcome_unknown"})


def is_busy(answer: httpx.Response) -> bool:
    """Whether the answer says, as every such answer must, that the same request may be sent again and when."""
    if answer.status_code != 503:
        return False
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json()["code"] in BUSY
    return True


@asynccontextmanager
async def superuser(estate: Estate, database: str = "postgres") -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(**connection_arguments(make_url(estate.url(database))))
    yield connection
    await connection.close()


@asynccontextmanager
async def changed(books: Running, issuer: DevelopmentIssuer, **settings: object) -> AsyncIterator[Running]:
    async with running(proving, books.settings.model_copy(update=settings), issuer) as service:
        yield service


class Work:
    """Twelve callers who keep books and read them again, each repeating what was not answered."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.kept: list[str] = []
        self.busy = 0
        self.enough = asyncio.Event()

    async def until_answered(self, method: str, path: str, **sent: object) -> httpx.Response:
        for _ in range(200):
            answer = await self.client.request(method, path, **sent)
            if answer.status_code != 409 and not is_busy(answer):
                return answer
            self.busy += 1
            await asyncio.sleep(0.02)
        raise AssertionError("never answered")

    async def go_on(self, number: int) -> None:
        count = 0
        while not self.enough.is_set():
            count += 1
            isbn = f"C{number}-{count}"
            new = {"isbn": isbn, "title": "Kept", "copies": 1, "organisation": "LDN"}
            made = await self.until_answered("POST", "/v1/books", json=new, headers=once())
            assert made.status_code == 201, made.text
            self.kept.append(isbn)
            for path in (f"/v1/books/{isbn}", f"/v1/books/{isbn}/file"):
                read = await self.until_answered("GET", path)
                assert (read.status_code, read.json().get("isbn")) == (200, isbn), read.text


async def test_work_goes_on_over_a_database_that_loses_every_connection_again_and_again(
    books: Running, estate: Estate, specimen_database: str, keeper: Persona
):
    async with books.as_(keeper) as client, superuser(estate) as admin:
        work = Work(client)
        callers = [asyncio.create_task(work.go_on(number)) for number in range(12)]
        for _ in range(8):
            await asyncio.sleep(0.3)
            await admin.execute(TERMINATE, specimen_database)
        await asyncio.sleep(0.3)
        work.enough.set()
        await asyncio.gather(*callers)
        after = [await client.get(f"/v1/books/{isbn}/file") for isbn in work.kept]

    assert work.busy > 0
    assert len(work.kept) >= 12
    assert all(answer.is_success and len(answer.json()["notes"]) == 1 for answer in after)
    async with await books.database.session(Caller.service("specimen")) as session:
        for counted in (BookRow.isbn, EventRow.subject):
            found = (await session.execute(select(counted, func.count()).group_by(counted))).all()
            assert dict(found) == dict.fromkeys(work.kept, 1)
        assert await session.scalar(select(func.count()).select_from(NoteRow)) == len(work.kept)


async def test_while_nobody_may_connect_everything_is_busy_and_the_signs_of_life_say_so_and_then_it_passes(
    books: Running, estate: Estate, specimen_database: str, keeper: Persona
):
    paths = ("/v1/books/NONE", "/v1/books/NONE/file", "/v1/events")
    async with books.as_(keeper) as client, superuser(estate) as admin:
        await client.get("/v1/lists")
        await admin.execute(f"ALTER DATABASE {specimen_database} ALLOW_CONNECTIONS false")
        try:
            await admin.execute(TERMINATE, specimen_database)
            await asyncio.sleep(2.1)  # the pulse is taken every two seconds
            assert all([is_busy(await client.get(path)) for path in paths])
            health = await client.get("/health/readiness")
            assert (health.status_code, health.json()["status"]) == (503, "DOWN")
            assert (await client.get("/health/liveness")).status_code == 200
        finally:
            await admin.execute(f"ALTER DATABASE {specimen_database} ALLOW_CONNECTIONS true")
        await asyncio.sleep(2.1)

        assert [(await client.get(path)).status_code for path in paths] == [404, 404, 200]
        assert (await client.get("/health/readiness")).status_code == 200


async def test_when_every_connection_is_taken_callers_are_told_in_time(
    books: Running, issuer: DevelopmentIssuer, keeper: Persona
):
    async with changed(books, issuer, pool_size=2, pool_timeout_seconds=0.3) as narrow, narrow.as_(keeper) as client:
        await client.get("/v1/lists")
        sleeping = [asyncio.create_task(client.get("/v1/sleep?seconds=1.5")) for _ in range(2)]
        await asyncio.sleep(0.3)
        begun = time.monotonic()
        told = await asyncio.gather(*(client.get("/v1/books/NONE") for _ in range(10)))
        took = time.monotonic() - begun
        slept = await asyncio.gather(*sleeping)

        assert all(is_busy(answer) for answer in told)
        assert took < 1.2
        assert [answer.status_code for answer in slept] == [200, 200]
        assert (await client.get("/v1/books/NONE")).status_code == 404


async def test_when_every_connection_of_the_hot_reads_is_taken_their_callers_are_told_in_time(
    books: Running, issuer: DevelopmentIssuer, keeper: Persona
):
    async with changed(books, issuer, pool_size=2, pool_timeout_seconds=0.3) as narrow, narrow.as_(keeper) as client:
        await client.get("/v1/lists")
        pool = await narrow.database.reads()
        held = [await pool.acquire() for _ in range(2)]
        begun = time.monotonic()
        told = await asyncio.gather(*(client.get(f"/v1/books/NONE/file{query}") for query in ("", "", "?&")))
        took = time.monotonic() - begun
        for connection in held:
            await pool.release(connection)

        assert all(is_busy(answer) for answer in told)
        assert took < 2
        assert (await client.get("/v1/books/NONE/file")).status_code == 404


async def test_a_statement_that_takes_too_long_is_ended_and_its_caller_told(
    books: Running, estate: Estate, specimen_database: str, issuer: DevelopmentIssuer, keeper: Persona
):
    async with changed(books, issuer, statement_timeout_ms=300) as hasty, hasty.as_(keeper) as client:
        begun = time.monotonic()
        assert is_busy(await client.get("/v1/sleep?seconds=30"))
        async with superuser(estate, specimen_database) as admin, admin.transaction():
            await admin.execute("LOCK TABLE book")
            told = await asyncio.gather(
                *(client.get(f"/v1/books/NONE{rest}") for rest in ("", "/file", "/file?&")),
                client.post("/v1/books", json={"isbn": "SLOW", "title": "x", "copies": 1, "organisation": "LDN"}, headers=once()),
            )
        assert all(is_busy(answer) for answer in told)
        assert time.monotonic() - begun < 10
        assert (await client.get("/v1/books/SLOW")).status_code == 404


async def test_callers_who_hang_up_leave_no_connection_behind(books: Running, keeper: Persona, issuer: DevelopmentIssuer):
    async with changed(books, issuer, pool_size=4) as narrow, narrow.as_(keeper) as client:
        await client.get("/v1/lists")
        for _ in range(5):
            asked = [
                asyncio.create_task(client.get(path))
                for path in ("/v1/sleep?seconds=5", "/v1/books/NONE", "/v1/books/NONE/file") * 5
            ]
            await asyncio.sleep(0.05)
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)

        assert [(await client.get(path)).status_code for path in ("/v1/books/NONE", "/v1/books/NONE/file")] == [404, 404]
        assert narrow.database.engine.pool.checkedout() == 0
        async with narrow.database.engine.connect() as connection:
            idle = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
            )
            assert (await connection.exec_driver_sql(idle)).scalar() == 0
