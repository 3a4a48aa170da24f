"""Signs of life, cursors, shaped JSON, and the two ways of a hot read: the smaller promises of the chassis."""

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import literal, select, text
from sqlalchemy.engine import make_url

from house.running import Running, once, settings_for_test
from noms.chassis.database.engine import Database, connection_arguments
from noms.chassis.database.rows import AuditRow
from noms.chassis.database.shaping import json_instant, json_list, json_of, word
from noms.chassis.health import Pulse
from noms.chassis.identity.issuer import Persona
from noms.chassis.refusals import Invalid
from noms.chassis.requests.paging import Cursors
from noms.contracts.wire import View

CURSORS = Cursors("a secret")


async def test_the_signs_of_life_need_no_token_and_tell_no_secret(books: Running):
    async with books.as_(None) as client:
        answers = {
            path: await client.get(path)
            for path in ("/ping", "/health", "/health/liveness", "/health/readiness", "/info", "/metrics")
        }

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert answers["/info"].json() == {"name": "specimen", "title": "Specimen", "version": "1"}
    assert all(books.settings.jwks not in answer.text for answer in answers.values())
    assert 'noms_request_seconds_count{method="GET"' in answers["/metrics"].text


async def test_the_first_probes_all_at_once_are_all_answered_truthfully(books: Running):
    pulse = Pulse(books.database)

    assert await asyncio.gather(*(pulse.alive() for _ in range(20))) == [True] * 20


@pytest.mark.parametrize(
    "broken", ["postgresql+asyncpg://nobody@/none?host=/nowhere", "postgresql+asyncpg://nobody:x@127.0.0.1:9/none"]
)
async def test_a_database_that_is_not_there_is_no_sign_of_life_and_no_error(broken: str):
    database = Database("specimen", settings_for_test(broken, "/none", "http://issuer.test"))
    alive = await Pulse(database).alive()
    await database.close()

    assert alive is False


async def test_a_service_that_is_stopping_is_not_ready(books: Running):
    books.app.state.stopping.set()
    async with books.as_(None) as client:
        answers = [(await client.get(path)).status_code for path in ("/health/readiness", "/health/liveness", "/ping")]
    books.app.state.stopping.clear()

    assert answers == [503, 200, 200]


def test_the_pool_of_hot_reads_gets_everything_that_the_address_says():
    address = make_url("postgresql+asyncpg://role:secret@db.example:6432/commissioning?ssl=verify-full")

    assert connection_arguments(address) == {
        "host": "db.example", "port": 6432, "user": "role", "password": "secret", "database": "commissioning", "ssl": "verify-full",
    }  # fmt: skip


@given(place=st.lists(st.text(), max_size=4), name=st.text())
def test_a_cursor_brings_back_the_place_that_it_was_made_for_and_shows_none_of_it(place: list[str], name: str):
    cursor = CURSORS.seal(name, [*place, "Quillfeather"])

    assert CURSORS.open(name, cursor) == (*place, "Quillfeather")
    assert "Quill" not in cursor


STRANGE = {
    "nothing": "", "a letter": "x", "its beginning": "gAAAAA", "a NUL": "\x00", "an accent": "é", "very long": "a" * 5_000,
    "of another secret": Cursors("another secret").seal("books", ["x"]), "of another list": CURSORS.seal("people", ["x"]),
    "cut off": CURSORS.seal("books", ["x"])[:-4], "letters changed": CURSORS.seal("books", ["x"]).swapcase(),
}  # fmt: skip


@pytest.mark.parametrize("kind", STRANGE)
def test_a_cursor_of_another_list_another_secret_or_another_hand_is_refused(kind: str):
    with pytest.raises(Invalid) as refused:
        CURSORS.open("books", STRANGE[kind])
    assert [error.pointer for error in refused.value.errors] == ["query:cursor"]


class Moment(View):
    at: datetime
    says: str


async def test_an_instant_shaped_by_the_database_is_the_instant_whatever_the_zone_of_the_session(books: Running):
    at = datetime(2010, 3, 28, 0, 59, 59, 123456, tzinfo=UTC)
    shaped = select(json_of(Moment, at=json_instant(literal(at)), says=word("it's 5 o'clock: %s :now")))
    async with books.database.engine.connect() as connection:
        for zone in ("UTC", "Europe/London", "Asia/Kolkata"):
            await connection.execute(text("SELECT set_config('timezone', :zone, true)"), {"zone": zone})
            told = (await connection.execute(shaped)).scalar_one()
            assert told["at"] == "2010-03-28T00:59:59.123456Z"
            assert Moment.model_validate(told) == Moment(at=at, says="it's 5 o'clock: %s :now")


async def test_an_empty_list_is_a_list(books: Running):
    nothing = json_list(
        json_of(Moment, at=json_instant(AuditRow.recorded_at), says=AuditRow.who),
        select(AuditRow).where(AuditRow.who == "nobody"),
    )
    async with books.database.engine.connect() as connection:
        assert (await connection.execute(select(nothing))).scalar_one() == []


@pytest.mark.parametrize("fields", [{"at": None}, {"at": None, "says": None, "more": None}])
def test_a_statement_that_does_not_fit_its_contract_cannot_even_be_imported(fields: dict[str, None]):
    with pytest.raises(TypeError, match="Moment"):
        json_of(Moment, **fields)


async def test_the_short_way_and_the_long_way_of_a_hot_read_answer_alike(books: Running, keeper: Persona, stranger: Persona):
    async with books.as_(keeper) as own, books.as_(stranger) as other:
        await own.post("/v1/books", json={"isbn": "E1", "title": "Kept", "copies": 2, "organisation": "LDN"}, headers=once())
        for client, status in ((own, 200), (other, 404)):
            await client.get("/v1/lists")
            short, long = await client.get("/v1/books/E1/file"), await client.get("/v1/books/E1/file?&")
            assert short.status_code == long.status_code == status
            ignored = {"traceparent", "content-length"}
            assert {k: v for k, v in short.headers.items() if k not in ignored} == {
                k: v for k, v in long.headers.items() if k not in ignored
            }
            assert {**short.json(), "instance": ""} == {**long.json(), "instance": ""}


async def test_each_operation_names_its_guard_once_in_the_documentation(books: Running):
    async with books.as_(None) as client:
        paths = (await client.get("/openapi.json")).json()["paths"]

    assert paths["/v1/books"]["post"]["security"] == [{"bearer": ["specimen:books:write"]}]
    assert paths["/v1/events"]["get"]["security"] == [{"bearer": ["specimen:events:read"]}]
