"""What is sent wrongly, by accident or by intent: refused with a problem document that names what is wrong and repeats nothing."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from chassis.specimen.trials import SECRET
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.problems import Problem

GOOD = {"isbn": "A1", "title": "Kept", "copies": 2, "organisation": "LDN"}
JSON = {"Content-Type": "application/json"}


def problem(answer: httpx.Response, status: int) -> Problem:
    """The problem document of an answer; everything that every problem has in common is checked here."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert "traceparent" in answer.headers
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text
    read = Problem.model_validate_json(answer.content)
    assert read.status == status
    assert read.instance == f"urn:trace:{answer.headers['traceparent'].split('-')[1]}"
    return read


def body(**changes: object) -> bytes:
    return json.dumps(GOOD | changes).encode()


def written(field: str, text: str) -> bytes:
    """The good body with one field written in just these characters."""
    others = ", ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in GOOD.items() if name != field)
    return f'{{{others}, "{field}": {text}}}'.encode()


UNREADABLE = {
    "nothing that is JSON": b"{", "words": b"hello", "a comma too many": b'{"isbn": "A1",}', "NaN": written("copies", "NaN"),
    "Infinity": written("copies", "Infinity"), "minus Infinity": written("copies", "-Infinity"), "a key twice": written("isbn", '"A1", "isbn": "A2"'),
    "a key twice, deep inside": written("title", '{"a": {"b": 1, "b": 1}}'), "half a character": written("title", '"\\ud800"'),
    "half a character the other way": written("title", '"x\\udc00y"'), "half a character as a key": body()[:-1] + b', "\\ud800": 1}',
    "a thousand arrays": b"[" * 1_000 + b"]" * 1_000, "a hundred thousand arrays": b"[" * 100_000, "a thousand objects": b'{"a":' * 1_000 + b"1" + b"}" * 1_000,
    "endless digits": written("copies", "1" * 5_000), "not UTF-8": body().replace(b"Kept", b"\xff\xfe"), "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "a mark of order before it": b"\xef\xbb\xbf" + body(), "a raw NUL": body().replace(b"Kept", b"a\x00b"), "a raw line break": body().replace(b"Kept", b"a\nb"),
    "two values": body() + body(),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNREADABLE)
async def test_a_body_that_cannot_be_read_in_exactly_one_way_is_a_bad_request(books: Running, keeper: Persona, kind: str):
    async with books.as_(keeper) as client:
        answer = await client.post("/v1/books", content=UNREADABLE[kind], headers=JSON | once())

    assert problem(answer, 400).code == "bad_request"


WRONG = {
    "2^63": (written("copies", str(2**63)), "/copies"), "2^31": (written("copies", str(2**31)), "/copies"), "-2^63-1": (written("copies", str(-(2**63) - 1)), "/copies"),
    "1e400": (written("copies", "1e400"), "/copies"), "one and a half": (written("copies", "1.5"), "/copies"), "a number in words": (written("copies", '"2"'), "/copies"),
    "true for one": (written("copies", "true"), "/copies"), "null": (written("copies", "null"), "/copies"), "minus one": (written("copies", "-1"), "/copies"),
    "an escaped NUL": (written("title", '"a\\u0000b"'), "/title"), "an escape character": (written("title", '"a\\u001bb"'), "/title"),
    "a line too long": (written("title", json.dumps("x" * 201)), "/title"), "a list for a word": (written("title", '["x"]'), "/title"),
    "an empty word": (written("title", '""'), "/title"), "a code with a quote": (written("isbn", '"A\'1"'), "/isbn"),
    "Arabic digits": (written("isbn", '"A\u0661"'), "/isbn"), "not an object": (b"[]", ""), "a word": (b'"A1"', ""), "null alone": (b"null", ""),
    "an unknown field": (body(colour="red"), "/colour"), "a field of the server": (body(version=7), "/version"),
    "a field with a slash": (body(**{"a/b~c": 1}), "/a~1b~0c"), "nine hundred arrays": (written("title", "[" * 900 + "]" * 900), "/title"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
async def test_a_value_that_the_schema_does_not_allow_is_named_by_its_place(books: Running, keeper: Persona, kind: str):
    sent, pointer = WRONG[kind]
    async with books.as_(keeper) as client:
        answer = await client.post("/v1/books", content=sent, headers=JSON | once())

    assert pointer in [error.pointer for error in problem(answer, 422).errors]


async def test_what_the_schema_allows_is_accepted_however_odd_it_looks(books: Running, keeper: Persona):
    odd = [
        written("copies", "4.0"),
        written("copies", "2147483647"),
        written("copies", "-0"),
        written("title", '"\\ud83d\\ude00 \u0301 \u2764"'),
    ]
    async with books.as_(keeper) as client:
        for number, sent in enumerate(odd):
            answer = await client.post("/v1/books", content=sent.replace(b'"A1"', b'"ODD%d"' % number), headers=JSON | once())
            assert answer.status_code == 201, (sent, answer.text)


async def test_a_body_of_ten_million_bytes_is_too_large_whether_it_says_so_or_not(books: Running, keeper: Persona):
    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 100_000

    async with books.as_(keeper) as client:
        declared = await client.post("/v1/books", content=b"x" * 10_000_000, headers=JSON | once())
        undeclared = await client.post("/v1/books", content=in_pieces(), headers=JSON | once())
        lying = await client.post("/v1/books", content=in_pieces(), headers=JSON | once() | {"Content-Length": "5"})

    for answer in (declared, undeclared, lying):
        assert problem(answer, 413).code == "body_too_large"


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "nonsense", None],
)
async def test_a_body_that_does_not_say_it_is_json_is_an_unsupported_media_type(
    books: Running, keeper: Persona, kind: str | None
):
    async with books.as_(keeper) as client:
        answer = await client.post("/v1/books", content=body(), headers=once() | ({"Content-Type": kind} if kind else {}))

    assert problem(answer, 415).code == "unsupported_media_type"


async def test_a_missing_body_is_named(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        answer = await client.post("/v1/books", headers=JSON | once())

    assert problem(answer, 422).code == "invalid"


async def test_an_unknown_path_and_a_path_that_only_looks_like_one_are_not_found(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        for path in (
            "/",
            "/v1",
            "/v1/nothing",
            "/v1/books/",
            "/v1/lists/",
            "//v1/lists",
            "/v1/../etc/passwd",
            "/problems/none",
            "/assets/none.js",
            "/v2/books",
        ):
            assert problem(await client.get(path), 404).code == "not_found"


async def test_a_method_that_a_path_does_not_answer_is_refused_and_the_others_are_told(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        for method, path in (
            ("DELETE", "/v1/books"),
            ("PATCH", "/v1/books/A1"),
            ("POST", "/v1/lists"),
            ("TRACE", "/v1/lists"),
            ("PURGE", "/v1/lists"),
        ):
            answer = await client.request(method, path)
            assert problem(answer, 405).code == "method_not_allowed"
            assert answer.headers["allow"]


async def test_neither_the_wrong_value_nor_a_name_in_an_error_is_repeated(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        answers = [
            await client.post(
                "/v1/books", content=body(title=[SECRET], isbn=SECRET.lower(), organisation={SECRET: 1}), headers=JSON | once()
            ),
            await client.get(f"/v1/books/{SECRET.lower()}"),
            await client.get("/v1/events", params={"after": SECRET}),
            await client.get(f"/v1/broken/{SECRET}"),
            await client.get(f"/v1/misshapen/{SECRET}"),
            await client.post("/v1/notes", json={"book_id": SECRET, "says": "x"}, headers=once()),
            await client.post("/v1/books", content=body(), headers=JSON | {"Idempotency-Key": f"{SECRET} {SECRET}"}),
        ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 500, 500, 422, 422]
    for answer in answers:
        problem(answer, answer.status_code)
        assert SECRET.lower() not in answer.text.lower()


async def test_a_thousand_faults_do_not_make_an_endless_answer(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        answer = await client.post(
            "/v1/books", json=GOOD | {f"{number}{'x' * 500}": 1 for number in range(1_000)}, headers=once()
        )

    assert len(problem(answer, 422).errors) == 100
    assert len(answer.content) < 40_000


async def test_a_fault_of_ours_is_a_problem_with_the_trace_to_quote(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        answer = await client.get("/v1/broken/A1")

    assert problem(answer, 500).code == "internal_error"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_table_that_the_service_was_never_given_is_a_fault_of_ours_and_not_an_absent_record(
    books: Running, keeper: Persona
):
    async with books.as_(keeper) as client:
        answer = await client.get("/v1/ungranted")

    assert problem(answer, 500).code == "internal_error"


async def test_the_callers_trace_is_continued_and_a_broken_one_is_replaced(books: Running, keeper: Persona):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    async with books.as_(keeper) as client:
        continued = await client.get("/v1/lists", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
        for broken in (
            "",
            "x",
            f"00-{'0' * 32}-00f067aa0ba902b7-01",
            f"00-{trace.upper()}-00f067aa0ba902b7-01",
            f"00-{trace}-00f067aa0ba902b7-01\x0bx",
            f"00-{trace}-{'0' * 16}-01",
        ):
            answer = await client.get("/v1/lists", headers={"traceparent": broken})
            assert trace not in answer.headers["traceparent"].lower()
            assert len(answer.headers["traceparent"]) == 55

    assert continued.headers["traceparent"].startswith(f"00-{trace}-")
    assert "00f067aa0ba902b7" not in continued.headers["traceparent"]


@pytest.mark.parametrize(
    "path",
    ["/v1/lists", "/v1/books/NONE", "/v1/events", "/nowhere", "/health", "/problems/not_found", "/openapi.json", "/metrics"],
)
async def test_every_answer_carries_the_headers_of_a_careful_service(books: Running, keeper: Persona, path: str):
    async with books.as_(keeper) as client:
        answer = await client.get(path)

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "server" not in answer.headers
    if path.startswith("/v1"):
        assert answer.headers["cache-control"] == "no-store"


async def test_the_documentation_loads_nothing_from_elsewhere(books: Running):
    async with books.as_(None) as client:
        for page in ("/docs", "/redoc"):
            answer = await client.get(page)
            assert answer.status_code == 200
            assert "https://" not in answer.text.replace("https://redocly.com", "")
            assert answer.headers["content-security-policy"].startswith("default-src 'self'")
        assert (await client.get("/assets/swagger-ui-bundle.js")).status_code == 200


async def test_no_method_of_a_callers_own_makes_a_new_series_of_metrics(books: Running):
    async with books.as_(None) as client:
        await client.request("ZEBEDIAH", "/v1/lists")
        metrics = await client.get("/metrics")

    assert "ZEBEDIAH" not in metrics.text
    assert 'method="OTHER"' in metrics.text
