"""The one path of a request, on a real database."""

import asyncio

from sqlalchemy import select

from house.running import Running, once
from noms.chassis.database.rows import AuditRow
from noms.chassis.identity.issuer import Persona


def a_book(isbn: str, **changes: object) -> dict[str, object]:
    return {"isbn": isbn, "title": "Kept", "copies": 2, "organisation": "LDN"} | changes


async def test_a_created_record_is_there_when_the_answer_arrives(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        made = await client.post("/v1/books", json=a_book("A1"), headers=once())
        read = await client.get("/v1/books/A1")

    assert made.status_code == 201, made.text
    assert read.json() == made.json()
    assert read.headers["etag"] == made.headers["etag"] == '"1"'
    assert read.headers["cache-control"] == "no-store"


async def test_a_hidden_record_and_an_absent_one_look_the_same(books: Running, keeper: Persona, stranger: Persona):
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("H1"), headers=once())
    async with books.as_(stranger) as client:
        for path in ("/v1/books/{}", "/v1/books/{}/file"):
            hidden, absent = await client.get(path.format("H1")), await client.get(path.format("H2"))
            assert hidden.status_code == absent.status_code == 404
            alike = [{**answer.json(), "instance": ""} for answer in (hidden, absent)]
            assert alike[0] == alike[1]


async def test_the_whole_file_comes_in_one_statement_that_is_audited(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("F1"), headers=once())
        first = await client.get("/v1/books/F1/file")
        again = await client.get("/v1/books/F1/file", headers={"If-None-Match": first.headers["etag"]})

    assert first.json() == {"isbn": "F1", "title": "Kept", "notes": [{"says": "kept by LDN"}]}
    assert again.status_code == 304
    async with books.database.engine.connect() as connection:
        rows = (await connection.execute(select(AuditRow.action, AuditRow.who).where(AuditRow.subject == "F1"))).all()
    assert [tuple(row) for row in rows].count(("read_book_file", "lucy")) == 2


async def test_a_repeated_request_takes_effect_once_and_gets_the_first_answer(books: Running, keeper: Persona):
    key = once()
    async with books.as_(keeper) as client:
        first = await client.post("/v1/books", json=a_book("R1"), headers=key)
        again = await client.post("/v1/books", json=a_book("R1"), headers=key)
        other = await client.post("/v1/books", json=a_book("R2"), headers=key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_many_equal_requests_at_once_take_effect_once(books: Running, keeper: Persona):
    key = once()
    async with books.as_(keeper) as client:
        answers = await asyncio.gather(*(client.post("/v1/books", json=a_book("M1"), headers=key) for _ in range(8)))

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.text for answer in answers if answer.status_code == 201}) == 1
    assert all(answer.json()["code"] == "request_in_progress" for answer in answers if answer.status_code == 409)


async def test_a_constraint_answers_with_the_refusal_that_it_stands_for(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("C1"), headers=once())
        second = await client.post("/v1/books", json=a_book("C1"), headers=once())

    assert (second.status_code, second.json()["code"]) == (409, "isbn_taken")
    assert second.headers["content-type"] == "application/problem+json"


async def test_a_change_must_name_the_version_it_is_meant_for(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("V1"), headers=once())
        missing = await client.put("/v1/books/V1/copies/5")
        stale = await client.put("/v1/books/V1/copies/5", headers={"If-Match": '"7"'})
        right = await client.put("/v1/books/V1/copies/5", headers={"If-Match": '"1"'})

    assert (missing.status_code, stale.status_code, right.status_code) == (428, 412, 200)
    assert right.headers["etag"] == '"2"'


async def test_two_changes_of_one_version_at_once_leave_one_winner(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("W1"), headers=once())
        answers = await asyncio.gather(
            *(client.put(f"/v1/books/W1/copies/{n + 10}", headers={"If-Match": '"1"'}) for n in range(6))
        )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]


async def test_what_is_wrong_is_named_and_never_repeated(books: Running, keeper: Persona):
    offered = a_book("B1", copies="many-secret", colour="secret-red")
    async with books.as_(keeper) as client:
        answer = await client.post("/v1/books", json=offered, headers=once())

    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/copies", "/colour"}
    assert "secret" not in answer.text


async def test_a_caller_cannot_write_a_record_outside_their_own_reach(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        answer = await client.post("/v1/books", json=a_book("O1", organisation="WMP"), headers=once())

    assert answer.status_code == 404


async def test_what_was_refused_is_audited_too(books: Running, stranger: Persona):
    async with books.as_(stranger) as client:
        await client.get("/v1/books/NOTHING")
    async with books.database.engine.connect() as connection:
        outcomes = (await connection.execute(select(AuditRow.outcome).where(AuditRow.subject == "NOTHING"))).scalars().all()

    assert outcomes == ["refused:not_found"]


async def test_the_short_way_of_a_hot_read_and_the_long_way_answer_the_same(books: Running, keeper: Persona, stranger: Persona):
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("S1"), headers=once())
        short, long = await client.get("/v1/books/S1/file"), await client.get("/v1/books/S1/file?&")
    async with books.as_(stranger) as client:
        hidden = [await client.get("/v1/books/S1/file") for _ in range(2)]

    assert short.content == long.content
    assert {name: short.headers[name] for name in ("etag", "cache-control", "content-type")} == {
        name: long.headers[name] for name in ("etag", "cache-control", "content-type")
    }
    assert [answer.status_code for answer in hidden] == [404, 404]


async def test_a_token_without_the_scope_is_refused_on_the_short_way_too(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("S2"), headers=once())
    async with books.as_(keeper, roles=["nobody"]) as client:
        await client.get("/v1/lists")
        refused = await client.get("/v1/books/S2/file")

    assert refused.status_code == 403


async def test_a_kept_answer_is_not_told_to_a_caller_whose_reach_has_changed(books: Running, keeper: Persona):
    key = once()
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("Y1"), headers=key)
    answers = []
    for reach in ({"organisations": ["WMP"]}, {}):
        async with books.as_(keeper, reach=reach) as client:
            answers.append(await client.post("/v1/books", json=a_book("Y1"), headers=key))

    assert [answer.json()["code"] for answer in answers] == ["idempotency_key_reused"] * 2
