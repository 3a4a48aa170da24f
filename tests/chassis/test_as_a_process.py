"""A service as a process: its log is one JSON object a line without anybody's name, number or token; told to end, it ends."""

import json
import signal
import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from chassis.specimen.serving import Process, process, settings_environment
from chassis.specimen.trials import SECRET
from house.estate import Estate
from house.running import once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona
from noms.chassis.logs import ALLOWED_KEYS

KEEPER = Persona(
    "Wilhelmina-Osgood", "LDN", CallerKind.STAFF, ("keeper",), {"organisations": ["LDN"]}, on_behalf_of="Ambrose-Twelvetrees"
)
SEEDED = (SECRET, "Wilhelmina", "Osgood", "Ambrose", "Twelvetrees", "X777777", "quillfeather")


@pytest.fixture(scope="module")
def alone(
    estate: Estate, specimen_database: str, jwks: str, issuer: DevelopmentIssuer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Process]:
    url = estate.url(specimen_database, estate.app("specimen"))
    environment = settings_environment(url, jwks, issuer.issuer, NOMS_LOG_LEVEL="DEBUG", NOMS_STATEMENT_TIMEOUT_MS="500")
    with process(environment, tmp_path_factory.mktemp("log") / "service.log") as running:
        yield running


@pytest.fixture(scope="module")
def spoken(alone: Process, issuer: DevelopmentIssuer) -> tuple[list[httpx.Response], str, str]:
    """Requests of every kind, with names wherever a name can be; then what the process wrote about them."""
    token = issuer.token(KEEPER)
    with httpx.Client(base_url=alone.url, headers={"Authorization": f"Bearer {token}"}, timeout=20) as client:
        book = {"isbn": "X777777", "title": SECRET, "copies": 1, "organisation": "LDN"}
        answers = [
            client.post("/v1/books", json=book, headers=once()), client.post("/v1/books", json=book, headers=once()),
            client.get("/v1/books/X777777"), client.get("/v1/books/X777777/file"), client.get("/v1/books/X777777/file"),
            client.get(f"/v1/books/{SECRET}"), client.get(f"/v1/{SECRET}"), client.get("/v1/events"),
            client.get(f"/v1/broken/{SECRET}"), client.get(f"/v1/misshapen/{SECRET}"), client.get("/v1/sleep?seconds=5"),
            client.post("/v1/books", json=book | {"isbn": SECRET}, headers=once()), client.post("/v1/books", content=SECRET, headers=once()),
            client.get("/v1/books/X777777", headers={"Authorization": f"Bearer {SECRET}"}), client.get(f"/v1/events?after={SECRET}"),
            client.get("/v1/lists", headers={"User-Agent": SECRET, "Referer": f"https://{SECRET}", "X-Forwarded-For": SECRET}),
            client.get("/v1/ungranted"), client.request("PURGE", f"/v1/books/{SECRET}"),
        ]  # fmt: skip
    time.sleep(0.3)
    return answers, token, alone.words()


def test_the_requests_were_what_they_are_meant_to_be(spoken: tuple[list[httpx.Response], str, str]):
    assert [answer.status_code for answer in spoken[0]] == [
        201,
        409,
        200,
        200,
        200,
        422,
        404,
        200,
        500,
        500,
        503,
        422,
        415,
        401,
        422,
        200,
        500,
        405,
    ]


def test_no_name_number_or_token_is_in_the_log(spoken: tuple[list[httpx.Response], str, str]):
    _, token, log = spoken
    for seeded in (*SEEDED, token, token.rpartition(".")[2]):
        assert seeded.lower() not in log.lower()


def test_every_line_is_one_json_object_with_the_keys_that_are_allowed(spoken: tuple[list[httpx.Response], str, str]):
    lines = [json.loads(line) for line in spoken[2].splitlines()]

    assert len(lines) > 18
    assert set().union(*lines) <= ALLOWED_KEYS
    assert {line["service"] for line in lines} == {"specimen"}


def test_a_request_leaves_a_line_with_its_route_status_and_trace(spoken: tuple[list[httpx.Response], str, str]):
    answers, _, log = spoken
    lines = {line["trace_id"]: line for line in map(json.loads, log.splitlines()) if line["event"] == "request"}

    for answer in answers:
        line = lines[answer.headers["traceparent"].split("-")[1]]
        assert line["status"] == answer.status_code
        assert line["milliseconds"] >= 0
    assert {line["route"] for line in lines.values()} >= {"/v1/books/{isbn}", "/v1/books/{isbn}/file", "/v1/events", "unmatched"}


def test_a_fault_of_ours_is_logged_by_type_and_place(spoken: tuple[list[httpx.Response], str, str]):
    faults = [line for line in map(json.loads, spoken[2].splitlines()) if line["event"] == "request failed"]

    assert [fault["error"] for fault in faults] == ["RuntimeError", "ResponseValidationError", "DBAPIError", "ProgrammingError"]
    assert "chassis.specimen.trials:" in faults[0]["exception"]


def test_a_service_that_is_told_to_end_lets_go_of_waiting_readers_at_once(
    alone: Process, spoken: object, issuer: DevelopmentIssuer
):
    """The server lets open requests finish first: a reader who waits half a minute for the next event must not hold it up."""
    told = f"Host: x\r\nAuthorization: Bearer {issuer.token(KEEPER)}\r\nConnection: close"
    readers = [socket.create_connection(("127.0.0.1", int(alone.url.rpartition(":")[2])), timeout=40) for _ in range(5)]
    for reader in readers:
        reader.sendall(f"GET /v1/events?after=999999&timeout_ms=30000 HTTP/1.1\r\n{told}\r\n\r\n".encode())
    time.sleep(1)
    alone.process.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    heard = [reader.makefile("rb").read() for reader in readers]
    alone.process.wait(20)

    assert [answer.partition(b" ")[2][:3] for answer in heard] == [b"200"] * 5
    assert all(answer.endswith(b"\r\n\r\n[]") for answer in heard)
    assert time.monotonic() - begun < 10
    assert all(json.loads(line) for line in alone.words().splitlines())
