"""The record of acts and readings: one row for each, refusals too, and nobody can change it."""

import asyncpg
import pytest
from sqlalchemy import Row, select, text, update
from sqlalchemy.engine import make_url

from house.estate import Estate
from house.running import Running, once
from noms.chassis.database.engine import connection_arguments
from noms.chassis.database.rows import AuditRow, IdempotencyRow
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona


def a_book(isbn: str, **changes: object) -> dict[str, object]:
    return {"isbn": isbn, "title": "Kept", "copies": 2, "organisation": "LDN"} | changes


async def rows(books: Running, trace: str) -> list[Row[tuple[AuditRow]]]:
    """What was written down about the request of this trace."""
    found = select(AuditRow.__table__).where(AuditRow.trace_id == trace.split("-")[1])
    async with books.database.engine.connect() as connection:
        return list((await connection.execute(found)).all())


async def test_a_write_leaves_one_row_that_says_who_for_whom_what_about_whom_and_when(books: Running):
    deputy = Persona("dora", "LDN", CallerKind.STAFF, ("keeper",), {"organisations": ["LDN"]}, on_behalf_of="lucy")
    async with books.as_(deputy) as client:
        await client.post("/v1/books", json=a_book("W1"), headers=once())
        answer = await client.put("/v1/books/W1/copies/3", headers={"If-Match": '"1"'})

    [row] = await rows(books, answer.headers["traceparent"])
    assert (row.who, row.client, row.organisation, row.on_behalf_of) == ("dora", "noms-dora", "LDN", "lucy")
    assert (row.action, row.outcome, row.subject) == ("count_copies", "done", "W1/3")
    assert row.recorded_at.tzinfo is not None


@pytest.mark.parametrize(
    ("method", "path", "action"),
    [
        ("GET", "/v1/books/R1", "read_book"),
        ("GET", "/v1/books/R1/file", "read_book_file"),
        ("GET", "/v1/elsewhere/R1", "read_elsewhere"),
    ],
)
async def test_each_reading_of_a_personal_record_leaves_one_row(
    books: Running, keeper: Persona, method: str, path: str, action: str
):
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("R1"), headers=once())
        for _ in range(2):  # the second time the token is known, and a hot read goes its short way
            answer = await client.request(method, path)
            assert answer.status_code == 200
            [row] = await rows(books, answer.headers["traceparent"])
            assert (row.who, row.action, row.outcome, row.subject) == ("lucy", action, "done", "R1")


async def test_what_is_public_is_read_without_a_trace_in_the_record(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        answer = await client.get("/v1/lists")

    assert answer.status_code == 200
    assert await rows(books, answer.headers["traceparent"]) == []


@pytest.mark.parametrize(
    ("request_of", "status", "outcome"),
    [
        (("GET", "/v1/books/NONE"), 404, "refused:not_found"),
        (("GET", "/v1/books/NONE/file"), 404, "refused:not_found"),
        (("PUT", "/v1/books/NONE/copies/1"), 428, "refused:precondition_required"),
        (("GET", "/v1/books/not-a-code"), 422, "refused:invalid"),
        (("GET", "/v1/books/%00"), 422, "refused:invalid"),
        (("POST", "/v1/refused/X1"), 409, "refused:only_on_tuesdays"),
        (("POST", "/v1/books", a_book("X2", organisation="WMP")), 404, "refused:not_found"),
        (("POST", "/v1/books", a_book("X3", copies=-1)), 422, "refused:invalid"),
    ],
)
async def test_what_is_refused_leaves_one_row_too(books: Running, keeper: Persona, request_of: tuple, status: int, outcome: str):
    method, path, *body = request_of
    async with books.as_(keeper) as client:
        answer = await client.request(method, path, json=body[0] if body else None, headers=once())

    assert answer.status_code == status, answer.text
    assert [row.outcome for row in await rows(books, answer.headers["traceparent"])] == [outcome]


async def test_an_operation_outside_the_callers_role_leaves_a_row(books: Running):
    reader = Persona("rita", "LDN", CallerKind.STAFF, ("reader",), {"organisations": ["LDN"]})
    async with books.as_(reader) as client:
        answer = await client.post("/v1/books", json=a_book("F1"), headers=once())

    assert answer.status_code == 403
    assert [(row.who, row.outcome) for row in await rows(books, answer.headers["traceparent"])] == [
        ("rita", "refused:not_permitted")
    ]


async def test_an_act_refused_by_a_constraint_leaves_a_row(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("D1"), headers=once())
        answer = await client.post("/v1/books", json=a_book("D1"), headers=once())

    assert [row.outcome for row in await rows(books, answer.headers["traceparent"])] == ["refused:isbn_taken"]


async def test_an_answer_that_is_given_again_leaves_a_row(books: Running, keeper: Persona):
    key = once()
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("G1"), headers=key)
        again = await client.post("/v1/books", json=a_book("G1"), headers=key)

    assert again.headers["idempotent-replayed"] == "true"
    assert [row.outcome for row in await rows(books, again.headers["traceparent"])] == ["repeated"]


@pytest.mark.parametrize(
    ("path", "body", "subjects"),
    [
        ("/v1/books", a_book("G2"), ["G2"]),
        ("/v1/loans", {"lent": ["G3", "G4", "G3"]}, ["G3", "G4"]),
        ("/v1/loans", {"lent": []}, [None]),
    ],
)
async def test_an_answer_that_is_given_again_names_everybody_whom_the_first_named(
    books: Running, keeper: Persona, path: str, body: dict, subjects: list[str | None]
):
    key = once()
    async with books.as_(keeper) as client:
        answers = [await client.post(path, json=body, headers=key) for _ in range(3)]

    assert len({answer.content for answer in answers}) == 1
    told = [await rows(books, answer.headers["traceparent"]) for answer in answers]
    assert [sorted({row.outcome for row in each}) for each in told] == [["done"], ["repeated"], ["repeated"]]
    assert [[row.subject for row in each] for each in told] == [subjects] * 3


async def test_an_answer_that_was_kept_before_it_held_whom_it_concerns_is_still_given_again(books: Running, keeper: Persona):
    key = once()
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("G5"), headers=key)
        async with books.database.engine.begin() as connection:
            await connection.execute(
                update(IdempotencyRow).values(subjects=text("DEFAULT")).where(IdempotencyRow.key == key["Idempotency-Key"])
            )
        again = await client.post("/v1/books", json=a_book("G5"), headers=key)

    assert again.headers["idempotent-replayed"] == "true"
    assert [(row.outcome, row.subject) for row in await rows(books, again.headers["traceparent"])] == [("repeated", None)]


async def test_a_failed_act_leaves_nothing_half_done(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        answer = await client.get("/v1/broken/B1")

    assert answer.status_code == 500
    assert await rows(books, answer.headers["traceparent"]) == []


REWRITINGS = [
    "UPDATE audit_entry SET who = 'somebody else'", "UPDATE audit_entry SET outcome = 'forged', sequence = 1, chain_hash = 'x'",
    "DELETE FROM audit_entry", "TRUNCATE audit_entry",
]  # fmt: skip


async def connect(estate: Estate, database: str, role: str | None) -> asyncpg.Connection:
    return await asyncpg.connect(**connection_arguments(make_url(estate.url(database, role))))


@pytest.mark.parametrize("statement", REWRITINGS)
async def test_the_runtime_role_may_not_change_the_record(
    books: Running, keeper: Persona, estate: Estate, specimen_database: str, statement: str
):
    async with books.as_(keeper) as client:
        await client.get("/v1/books/NONE")
    runtime = await connect(estate, specimen_database, estate.app("specimen"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await runtime.execute(statement)
    await runtime.close()


@pytest.mark.parametrize("statement", REWRITINGS)
async def test_a_trigger_stops_even_the_owner_of_the_table(
    books: Running, keeper: Persona, estate: Estate, specimen_database: str, statement: str
):
    async with books.as_(keeper) as client:
        await client.get("/v1/books/NONE")
    owner = await connect(estate, specimen_database, estate.owner("specimen"))
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await owner.execute(statement)
    await owner.close()


async def test_the_runtime_role_may_not_seal_what_it_has_changed(
    books: Running, keeper: Persona, estate: Estate, specimen_database: str
):
    runtime = await connect(estate, specimen_database, estate.app("specimen"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await runtime.execute("UPDATE audit_entry SET sequence = 1, chain_hash = 'x', action = 'nothing'")
    await runtime.close()
