"""The order of the feed: whoever reads it while sixteen write misses nothing, and the obvious way of reading misses much."""

from collections.abc import AsyncIterator
from itertools import pairwise

import httpx
import pytest
from sqlalchemy import select

from chassis.specimen.storm import Look, Storm
from house.estate import Estate
from house.running import Running, settings_for_test
from noms.chassis.database.engine import Database
from noms.chassis.database.rows import EventRow
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import Persona

OVERSEER = Persona("olga", "NOMS", CallerKind.STAFF, ("keeper",), {"everything": True})
LONDON = Persona("lucy", "LDN", CallerKind.STAFF, ("keeper",), {"organisations": ["LDN"]})
KENT = Persona("kent", "KNT", CallerKind.STAFF, ("keeper",), {"organisations": ["KNT"]})


def through_the_feed(client: httpx.AsyncClient, limit: int) -> Look:
    async def look(after: int) -> list[tuple[int, str]]:
        answer = await client.get("/v1/events", params={"after": after, "limit": limit})
        assert answer.status_code == 200, answer.text
        return [(event["sequence"], event["subject"]) for event in answer.json()]

    return look


def by_the_highest_number_seen(database: Database) -> Look:
    """The obvious way: `WHERE id > last ORDER BY id`. Numbers are given at the insert, not at the commit."""

    async def look(after: int) -> list[tuple[int, str]]:
        found = select(EventRow.written_order, EventRow.subject).where(EventRow.written_order > after)
        async with await database.session(Caller.service("specimen")) as session:
            return [(place, isbn) for place, isbn in await session.execute(found.order_by(EventRow.written_order))]

    return look


@pytest.fixture(scope="module")
async def storm(books: Running, estate: Estate, specimen_database: str, jwks: str) -> AsyncIterator[Storm]:
    url = estate.url(specimen_database, estate.app("specimen"))
    writing = Database("specimen", settings_for_test(url, jwks, "http://issuer.test", pool_size=22))
    storm = Storm(writers=16, events_each=32)
    async with books.as_(OVERSEER) as one, books.as_(OVERSEER) as other, books.as_(LONDON) as london, books.as_(KENT) as kent:
        readers = {
            "feed": through_the_feed(one, 1_000),
            "feed in small pages": through_the_feed(other, 7),
            "highest number": by_the_highest_number_seen(writing),
        }
        await storm.rage(writing, readers)
        for name, client in (("London", london), ("Kent", kent)):
            await storm.poll(name, through_the_feed(client, 100))
    yield storm
    await writing.close()


async def test_the_storm_is_one(storm: Storm):
    assert storm.writers >= 16
    assert len(storm.committed) + len(storm.taken_back) == 16 * 32
    assert len(storm.taken_back) > 25
    assert storm.slow > 5


@pytest.mark.parametrize("reader", ["feed", "feed in small pages"])
async def test_a_reader_of_the_feed_sees_every_committed_event_once_and_none_that_was_taken_back(storm: Storm, reader: str):
    heard = [isbn for _, isbn in storm.seen[reader]]

    assert storm.missed(reader) == set()
    assert len(heard) == len(set(heard)) == len(storm.committed)


@pytest.mark.parametrize("reader", ["feed", "feed in small pages", "London"])
async def test_the_sequence_only_ever_grows(storm: Storm, reader: str):
    places = [place for place, _ in storm.seen[reader]]

    assert all(before < after for before, after in pairwise(places))


async def test_all_readers_see_one_order(storm: Storm):
    assert storm.seen["feed"] == storm.seen["feed in small pages"]


async def test_reading_by_the_highest_number_seen_would_have_missed_events(storm: Storm):
    assert len(storm.missed("highest number")) > 5


async def test_an_organisation_hears_its_own_events_and_nothing_of_another(storm: Storm):
    own = {isbn for isbn in storm.committed if int(isbn.rpartition("-")[2]) % 2}

    assert {isbn for _, isbn in storm.seen["London"]} == own
    assert storm.seen["Kent"] == []
