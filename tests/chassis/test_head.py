"""HEAD tells what GET would, but for the body; it is a reading as every other, permitted and audited alike."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from sqlalchemy import select
from starlette.types import Message, Receive, Scope, Send

from chassis.specimen.serving import free_port, served
from chassis.specimen.trials import proving
from house.running import Running, once
from noms.chassis.app import create_app
from noms.chassis.database.rows import AuditRow
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona

PATHS = (
    "/v1/books/H1", "/v1/books/H1/file", "/v1/books/H1/file?&", "/v1/books/NONE", "/v1/books/NONE/file", "/v1/books/not-a-code",
    "/v1/books/H1?asat=today", "/v1/lists", "/v1/events?limit=2", "/v1/broken/H1", "/v1/loans", "/nowhere", "/ping", "/info",
    "/health/liveness", "/docs", "/openapi.json", "/problems/not_found", "/assets/swagger-ui.css",
)  # fmt: skip
OF_EACH_REQUEST = {"traceparent", "content-length"}
"""A problem document tells the request's trace; every other length is compared below."""


@asynccontextmanager
async def overheard(books: Running, client: httpx.AsyncClient) -> AsyncIterator[tuple[httpx.AsyncClient, list[bytes]]]:
    """The same client, and the bodies that the application sends: a client would hide what follows a HEAD."""
    bodies: list[bytes] = []

    async def listening(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_on(message: Message) -> None:
            bodies.append(message.get("body", b""))
            await send(message)

        await books.app(scope, receive, send_on)

    transport = httpx.ASGITransport(listening, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service", headers=client.headers) as heard:
        yield heard, bodies


async def keep(client: httpx.AsyncClient, isbn: str) -> None:
    body = {"isbn": isbn, "title": "Kept", "copies": 2, "organisation": "LDN"}
    assert (await client.post("/v1/books", json=body, headers=once())).status_code == 201


async def test_head_has_the_status_and_the_headers_of_get_and_no_body(books: Running, keeper: Persona):
    async with books.as_(keeper) as own, overheard(books, own) as (client, bodies):
        await keep(own, "H1")
        for path in PATHS:
            got = await client.get(path)
            assert len(b"".join(bodies)) == int(got.headers["content-length"])
            bodies.clear()
            told = await client.head(path)

            assert b"".join(bodies) == b"", path
            ignored = OF_EACH_REQUEST if "instance" in got.text else {"traceparent"}
            alike = [{name: value for name, value in answer.headers.items() if name not in ignored} for answer in (got, told)]
            assert (told.status_code, alike[1]) == (got.status_code, alike[0]), path
            assert "content-length" in told.headers


async def audited(books: Running, who: str) -> list[tuple[str, str, str | None]]:
    found = select(AuditRow.action, AuditRow.outcome, AuditRow.subject).where(AuditRow.who == who)
    async with books.database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(found.order_by(AuditRow.audit_entry_id))]


async def test_head_leaves_the_rows_that_get_leaves(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        await keep(client, "H2")
    left = {}
    for method in ("GET", "HEAD"):
        reader = Persona(f"reader-{method}", "LDN", CallerKind.STAFF, ("reader",), {"organisations": ["LDN"]})
        async with books.as_(reader) as client:
            for path in ("/v1/books/H2", "/v1/books/H2/file", "/v1/books/H2/file", "/v1/books/NONE", "/v1/books/NONE/file"):
                await client.request(method, path)
        left[method] = await audited(books, reader.name)

    assert left["HEAD"] == left["GET"]
    assert [outcome for _, outcome, _ in left["HEAD"]] == ["done"] * 3 + ["refused:not_found"] * 2


async def test_head_opens_nothing_that_get_does_not(books: Running, keeper: Persona, stranger: Persona):
    async with books.as_(keeper) as client:
        await keep(client, "H3")
    reader_of_nothing = Persona("nemo", "LDN", CallerKind.STAFF, ("nobody",), {"organisations": ["LDN"]})
    for persona, status in ((None, 401), (reader_of_nothing, 403), (stranger, 404)):
        async with books.as_(persona) as client:
            for path in ("/v1/books/H3", "/v1/books/H3/file", "/v1/books/H3/file"):
                assert (await client.head(path)).status_code == status

    assert await audited(books, "nemo") == [
        (action, "refused:not_permitted", "H3") for action in ("read_book", "read_book_file", "read_book_file")
    ]


async def test_a_path_that_answers_get_says_that_it_answers_head_and_no_other_does(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        acts_only, reads = await client.head("/v1/loans"), await client.delete("/v1/lists")

    assert (acts_only.status_code, acts_only.headers["allow"]) == (405, "POST")
    assert (reads.status_code, reads.headers["allow"]) == (405, "GET, HEAD")


async def test_the_document_leaves_head_unsaid_and_the_metrics_count_it_apart(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        await client.head("/v1/books/NONE")
        metrics = (await client.get("/metrics")).text

    assert not [path for path, item in books.app.openapi()["paths"].items() if "head" in item]
    assert 'method="HEAD",route="/v1/books/{isbn}"' in metrics


async def test_head_over_a_real_socket_leaves_the_connection_in_order(books: Running, keeper: Persona, issuer: DevelopmentIssuer):
    with served(create_app(proving, books.settings), free_port()) as address:
        bearer = {"Authorization": f"Bearer {issuer.token(keeper)}"}
        async with httpx.AsyncClient(base_url=address, headers=bearer, limits=httpx.Limits(max_connections=1)) as client:
            answers = [await client.request(method, "/v1/events") for method in ("HEAD", "GET", "HEAD", "GET")]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert [bool(answer.content) for answer in answers] == [False, True] * 2


@pytest.mark.parametrize("method", ["HEAD", "GET"])
async def test_whoever_holds_the_bytes_already_is_told_so(books: Running, keeper: Persona, method: str):
    isbn = f"H4{method}"
    async with books.as_(keeper) as client:
        await keep(client, isbn)
        tag = (await client.head(f"/v1/books/{isbn}/file")).headers["etag"]
        answer = await client.request(method, f"/v1/books/{isbn}/file", headers={"If-None-Match": tag})

    assert (answer.status_code, answer.headers["etag"]) == (304, tag)
