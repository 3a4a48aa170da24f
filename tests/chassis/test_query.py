"""What is asked for in a query: nothing is overheard, so that nobody takes an answer for one to another question."""

import httpx
import pytest
from sqlalchemy import select

from chassis.specimen.trials import SECRET
from house.running import Running, once
from noms.chassis.database.rows import AuditRow
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona


def a_book(isbn: str, **changes: object) -> dict[str, object]:
    return {"isbn": isbn, "title": "Kept", "copies": 2, "organisation": "LDN"} | changes


def faults(answer: httpx.Response) -> list[tuple[str, str]]:
    """What the problem document finds wrong, and where."""
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid"
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


@pytest.fixture
async def client(books: Running, keeper: Persona) -> httpx.AsyncClient:
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("Q1"), headers=once())
        await client.get("/v1/lists")  # from now on the token is known, and a hot read may go its short way
        yield client


@pytest.mark.parametrize("path", ["/v1/books/Q1", "/v1/books/Q1/file", "/v1/lists", "/v1/events", "/v1/shelves"])
async def test_a_parameter_that_the_operation_does_not_have_is_refused_by_its_name(client: httpx.AsyncClient, path: str):
    assert (await client.get(path)).status_code == 200
    assert faults(await client.get(f"{path}?asat=2010-11-05")) == [("query:asat", "unknown_parameter")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("after=1&after=2", [("query:after", "repeated_parameter")]),
        ("after=1&after=1", [("query:after", "repeated_parameter")]),
        ("after=1&After=1", [("query:After", "unknown_parameter")]),
        ("%61fter=1&after=2", [("query:after", "repeated_parameter")]),
        ("x=1&limit=1&x=2&limit=2&y", [(f"query:{name}", f"{code}_parameter")
                                       for name, code in (("x", "unknown"), ("limit", "repeated"), ("y", "unknown"))]),
        ("=1", [("query:", "unknown_parameter")]),
        ("after%00=1", [("query:after\x00", "unknown_parameter")]),
        ("%ff=1", [("query:\ufffd", "unknown_parameter")]),
    ],
)  # fmt: skip
async def test_every_parameter_that_would_not_be_heard_is_named(
    client: httpx.AsyncClient, query: str, found: list[tuple[str, str]]
):
    assert faults(await client.get(f"/v1/events?{query}")) == found


@pytest.mark.parametrize("query", ["", "&", "after=0", "after=0&limit=1&timeout_ms=0"])
async def test_parameters_of_the_operation_are_heard(client: httpx.AsyncClient, query: str):
    assert (await client.get(f"/v1/events?{query}")).status_code == 200


async def test_a_list_may_have_many_values_and_what_the_operation_depends_on_may_have_parameters(client: httpx.AsyncClient):
    assert (await client.get("/v1/shelves?isbn=Q1&isbn=Q2&page=2&per_page=3")).status_code == 200
    assert faults(await client.get("/v1/shelves?isbn=Q1&isbn=Q2&page=2&page=3")) == [("query:page", "repeated_parameter")]


async def test_an_act_with_a_parameter_of_no_meaning_is_not_done_and_leaves_its_key_free(client: httpx.AsyncClient):
    key = once()
    asked = await client.post("/v1/books?dry_run=true", json=a_book("Q2"), headers=key)
    done = await client.post("/v1/books", json=a_book("Q2"), headers=key)
    again = await client.post("/v1/books?dry_run=true", json=a_book("Q2"), headers=key)

    assert faults(asked) == faults(again) == [("query:dry_run", "unknown_parameter")]
    assert done.status_code == 201
    assert "idempotent-replayed" not in done.headers


async def test_the_values_are_not_repeated_and_the_answer_does_not_grow_without_end(client: httpx.AsyncClient):
    many = "&".join(f"{number}{'x' * 200}={SECRET}" for number in range(150))
    answer = await client.get(f"/v1/lists?{many}")

    assert len(faults(answer)) == 100
    assert len(answer.content) < 40_000
    assert SECRET not in answer.text


async def test_who_may_not_ask_at_all_is_told_that_first(books: Running, keeper: Persona):
    async with books.as_(None) as nobody, books.as_(keeper, roles=["nobody"]) as without_role:
        assert (await nobody.get("/v1/books/Q1?asat=today")).status_code == 401
        assert (await without_role.get("/v1/books/Q1?asat=today")).status_code == 403


async def test_what_was_asked_wrongly_is_audited_as_every_other_refusal(books: Running):
    nosy = Persona("nosy", "LDN", CallerKind.STAFF, ("keeper",), {"organisations": ["LDN"]})
    async with books.as_(nosy) as client:
        await client.get("/v1/books/Q9?asat=today")
        await client.get("/v1/books/Q9/file?asat=today")
        await client.get("/v1/lists?asat=today")
    async with books.database.engine.connect() as connection:
        found = select(AuditRow.action, AuditRow.outcome, AuditRow.subject).where(AuditRow.who == "nosy")
        told = sorted(tuple(row) for row in await connection.execute(found))

    assert told == [("read_book", "refused:invalid", "Q9"), ("read_book_file", "refused:invalid", "Q9")]
