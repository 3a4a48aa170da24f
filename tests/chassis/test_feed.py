"""The feed over HTTP: what a page holds, what cursors mean, who hears what, and how a reader waits."""

import asyncio
import time
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.event import listen, remove

from chassis.specimen.service import BookKept
from house.running import Running, once
from noms.chassis.database.rows import AuditRow
from noms.chassis.feed.outbox import emit, emit_many
from noms.chassis.identity.caller import Caller, CallerKind, audience
from noms.chassis.identity.issuer import Persona
from noms.contracts.events import CloudEvent


def a_book(isbn: str, **changes: object) -> dict[str, object]:
    return {"isbn": isbn, "title": "Kept", "copies": 2, "organisation": "LDN"} | changes


async def keep(client: httpx.AsyncClient, *isbns: str, **changes: object) -> None:
    for isbn in isbns:
        answer = await client.post("/v1/books", json=a_book(isbn, **changes), headers=once())
        assert answer.status_code == 201, answer.text


async def read(client: httpx.AsyncClient, after: int = 0, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get("/v1/events", params={"after": after, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def head(client: httpx.AsyncClient) -> int:
    events = await read(client, limit=5_000)
    return events[-1]["sequence"] if events else 0


async def test_a_page_is_a_batch_of_cloud_events_as_the_contract_has_them(books: Running, overseer: Persona):
    async with books.as_(overseer) as client:
        start = await head(client)
        made = await client.post("/v1/books", json=a_book("P1"), headers=once())
        answer = await client.get("/v1/events", params={"after": start})

    assert answer.headers["content-type"] == "application/cloudevents-batch+json"
    [event] = TypeAdapter(list[CloudEvent]).validate_json(answer.content)
    assert (event.source, event.type, event.subject, event.data) == ("/specimen", "specimen.book.kept", "P1", {"isbn": "P1"})
    assert event.traceparent.split("-")[1] == made.headers["traceparent"].split("-")[1]


async def test_a_reader_goes_on_from_the_last_sequence_it_saw(books: Running, overseer: Persona):
    async with books.as_(overseer) as client:
        start = await head(client)
        await keep(client, "C1", "C2", "C3")
        first = await read(client, start, limit=2)
        rest = await read(client, first[-1]["sequence"], limit=2)
        again = await read(client, start, limit=5_000)

    assert [event["subject"] for event in first + rest] == ["C1", "C2", "C3"]
    assert first + rest == again


async def test_beyond_the_end_there_is_nothing_and_no_fault(books: Running, overseer: Persona):
    async with books.as_(overseer) as client:
        assert await read(client, 10_000_000) == []
        assert await read(client, 2**63 - 1) == []


@pytest.mark.parametrize(
    "query",
    ["after=-1", "after=x", "after=1.5", "after=9223372036854775808", "after=", "after=%00", "limit=0", "limit=5001", "limit=-1",
     "limit=many", "timeout_ms=-1", "timeout_ms=30001", "after=1e3", "after=0x10", "limit=" + "9" * 5000],
)  # fmt: skip
async def test_a_cursor_or_limit_out_of_bounds_is_refused_by_name(books: Running, overseer: Persona, query: str):
    async with books.as_(overseer) as client:
        answer = await client.get(f"/v1/events?{query}")

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"query:{query.partition('=')[0]}"]


async def test_an_organisation_sees_nothing_of_anothers_events_not_even_how_many(
    books: Running, keeper: Persona, stranger: Persona, overseer: Persona
):
    nobody = Persona("nora", "LDN", CallerKind.STAFF, ("keeper",))
    async with books.as_(overseer) as all_, books.as_(keeper) as own, books.as_(stranger) as other, books.as_(nobody) as none:
        start = await head(all_)
        before = await read(other, start)
        await keep(own, "S1", "S2")
        after = await read(other, start)

        assert before == after == []
        assert [event["subject"] for event in await read(own, start)] == ["S1", "S2"]
        assert await read(none) == []


async def test_without_the_scope_of_the_feed_there_is_no_feed(books: Running):
    reader = Persona("rita", "LDN", CallerKind.STAFF, ("reader",), {"organisations": ["LDN"]})
    async with books.as_(reader) as client:
        answer = await client.get("/v1/events")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


async def test_a_waiting_reader_hears_of_the_next_event_at_once(books: Running, overseer: Persona):
    async with books.as_(overseer) as client:
        start = await head(client)
        waiting = asyncio.create_task(read(client, start, timeout_ms=20_000))
        await asyncio.sleep(0.3)
        assert not waiting.done()
        await keep(client, "L1")
        async with asyncio.timeout(5):
            heard = await waiting

    assert [event["subject"] for event in heard] == ["L1"]


async def test_waiting_ends_with_an_empty_page_when_the_time_is_over(books: Running, overseer: Persona):
    async with books.as_(overseer) as client:
        start = await head(client)
        begun = time.monotonic()
        heard = await read(client, start, timeout_ms=300)

    assert heard == []
    assert 0.3 <= time.monotonic() - begun < 5


async def test_fifty_waiting_readers_ask_the_database_no_more_often_than_one(books: Running, overseer: Persona):
    async with books.as_(overseer) as client:
        start = await head(client)
        waiting = [asyncio.create_task(read(client, start, timeout_ms=20_000)) for _ in range(50)]
        while books.app.state.tide._waiting < len(waiting):  # noqa: ASYNC110 - nothing tells when the last of them waits
            await asyncio.sleep(0.05)
        begun: list[object] = []
        note, since = begun.append, time.monotonic()
        listen(books.database.engine.sync_engine, "begin", note)
        await asyncio.sleep(1)
        asked, looks = len(begun), (time.monotonic() - since) / 0.05
        remove(books.database.engine.sync_engine, "begin", note)
        await keep(client, "T1")
        heard = await asyncio.gather(*waiting)

    assert 1 <= asked <= looks + 1  # one look each 50 ms; fifty readers for themselves would be a thousand
    assert all([event["subject"] for event in batch] == ["T1"] for batch in heard)


async def test_waiting_readers_hear_only_of_what_is_theirs(books: Running, keeper: Persona, stranger: Persona, overseer: Persona):
    async with books.as_(overseer) as all_, books.as_(stranger) as other, books.as_(keeper) as own:
        start = await head(all_)
        waiting = asyncio.create_task(read(other, start, timeout_ms=1_000))
        await asyncio.sleep(0.1)
        await keep(own, "Q1")

        assert await waiting == []


async def test_waiting_ends_when_the_service_stops(books: Running, overseer: Persona):
    async with books.as_(overseer) as client:
        start = await head(client)
        waiting = asyncio.create_task(read(client, start, timeout_ms=20_000))
        await asyncio.sleep(0.2)
        books.app.state.stopping.set()
        try:
            async with asyncio.timeout(5):
                assert await waiting == []
        finally:
            books.app.state.stopping.clear()


async def test_a_page_with_events_is_audited_and_an_empty_one_is_not(books: Running, overseer: Persona):
    async with books.as_(overseer) as client:
        start = await head(client)
        await keep(client, "D1")
        await read(client, start)
        await read(client, start + 1)
    rows = select(AuditRow.subject).where(
        AuditRow.action == "read_events", AuditRow.subject.in_([f"after {start}", f"after {start + 1}"])
    )
    async with books.database.engine.connect() as connection:
        assert (await connection.execute(rows)).scalars().all() == [f"after {start}"]


async def test_an_event_may_be_meant_for_others_than_its_writer(
    books: Running, keeper: Persona, stranger: Persona, overseer: Persona
):
    writer = Caller("lucy", "c", "LDN", CallerKind.STAFF, frozenset(), frozenset(), ("organisation:LDN",))
    async with books.as_(overseer) as all_, books.as_(stranger) as other:
        start = await head(all_)
        async with await books.database.session(writer) as session:
            emit(session, BookKept(isbn="G1"), audience=audience(organisations=["WMP"]))
            await session.commit()

        assert [event["subject"] for event in await read(other, start)] == ["G1"]


async def test_many_events_are_written_while_they_are_made_so_that_their_transaction_is_never_idle_for_long(
    books: Running, overseer: Persona
):
    made, made_before_each_write = 0, []

    def books_kept():
        nonlocal made
        for number in range(5_000):
            made += 1
            yield BookKept(isbn=f"M{number}"), audience(organisations=["LDN"])

    def written(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO event"):
            made_before_each_write.append(made)

    listen(books.database.engine.sync_engine, "before_cursor_execute", written)
    async with books.as_(overseer) as client:
        start = await head(client)
        async with await books.database.session(Caller.service("specimen")) as session:
            await emit_many(session, books_kept())
            await session.commit()
        remove(books.database.engine.sync_engine, "before_cursor_execute", written)

        assert made_before_each_write == [2_000, 4_000, 5_000]
        told = [event["subject"] for event in await read(client, start, limit=5_000)]
        assert told == [f"M{number}" for number in range(5_000)]


async def test_an_event_that_no_reader_could_read_is_refused_where_it_is_written(books: Running, overseer: Persona):
    async with await books.database.session(Caller.service("specimen")) as session:
        with pytest.raises(ValidationError):
            emit(session, BookKept.model_construct(isbn=" "), audience=[])
