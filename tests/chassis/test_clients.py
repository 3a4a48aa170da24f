"""Calling a peer: again only where that is harmless, never for long, and with answers that are what the contract says."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import pytest

from chassis.specimen.peer import Peer, Says, peer, problem
from chassis.specimen.serving import free_port, served
from house.running import Running
from noms.chassis.clock import now
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona
from noms.chassis.identity.issuer_app import create_issuer_app
from noms.chassis.peers import Peers
from noms.chassis.refusals import PeerUnavailable
from noms.clients.breaker import Breaker
from noms.clients.feed import FeedReader
from noms.clients.http import ServiceClient
from noms.clients.problems import ClientProblem, LeftAlone, Unreachable
from noms.clients.tokens import ClientCredentials, GivenToken
from noms.contracts.wire import View, Wire

Call = Callable[[ServiceClient], Awaitable[object]]


class Thing(View):
    name: str


class NewThing(Wire):
    name: str = "x"


THING = Says(body=b'{"name": "A", "unknown": 1}')
CALLS: dict[str, Call] = {
    "get": lambda client: client.get(Thing, "/thing"),
    "create": lambda client: client.create(Thing, "/thing", NewThing()),
    "ask": lambda client: client.ask(Thing, "/thing/search", NewThing()),
    "replace": lambda client: client.replace(Thing, "/thing", NewThing(), version='"1"'),
}
REPEATABLE, ONCE = ("get", "create"), ("ask", "replace")
FAILURES = {
    "503": problem(503, "temporarily_unavailable"),
    "502": Says(502, b"<html>"),
    "429": problem(429, "slow_down"),
    "hanging up": Says(hangs_up=True),
}


@pytest.fixture(scope="module")
async def stub() -> AsyncIterator[Peer]:
    async with peer() as listening:
        yield listening


@pytest.fixture
async def client(stub: Peer) -> AsyncIterator[ServiceClient]:
    async with ServiceClient(stub.url, GivenToken("t")) as made:
        yield made


@pytest.mark.parametrize("call", CALLS)
async def test_an_answer_comes_back_as_its_contract_and_new_fields_are_ignored(stub: Peer, client: ServiceClient, call: str):
    stub.will(THING)

    assert await CALLS[call](client) == Thing(name="A")
    [(_, headers, _)] = stub.heard
    assert headers["authorization"] == "Bearer t"


async def test_what_may_be_repeated_is_repeated_until_it_succeeds():
    async def repeated(call: str, failure: str) -> tuple[object, int]:
        async with peer() as failing, ServiceClient(failing.url, GivenToken("t")) as client:
            failing.will(FAILURES[failure], FAILURES[failure], THING)
            return await CALLS[call](client), len(failing.heard)

    outcomes = await asyncio.gather(*(repeated(call, failure) for call in REPEATABLE for failure in FAILURES))
    assert outcomes == [(Thing(name="A"), 3)] * len(REPEATABLE) * len(FAILURES)


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("call", ONCE)
async def test_what_may_not_be_repeated_is_sent_once(stub: Peer, client: ServiceClient, call: str, failure: str):
    stub.will(FAILURES[failure], THING)

    with pytest.raises((ClientProblem, Unreachable)):
        await CALLS[call](client)
    assert len(stub.heard) == 1


async def test_every_attempt_of_a_creation_carries_the_same_key_and_body(stub: Peer, client: ServiceClient):
    stub.will(Says(hangs_up=True), problem(409, "request_in_progress"), THING)
    await client.create(Thing, "/thing", NewThing(name="y"), traceparent="00-x")

    assert len({(line, headers["idempotency-key"], body) for line, headers, body in stub.heard}) == 1
    assert UUID(stub.heard[0][1]["idempotency-key"])
    assert stub.heard[0][1]["traceparent"] == "00-x"


async def test_a_key_that_is_given_is_used_and_empty_parameters_are_left_out(stub: Peer, client: ServiceClient):
    stub.will(THING)
    await client.create(Thing, "/thing", NewThing(), key="mine")
    await client.get(Thing, "/thing", {"on": "2010-01-01", "area": None})

    assert stub.heard[0][1]["idempotency-key"] == "mine"
    assert stub.heard[1][0] == "GET /thing?on=2010-01-01"


@pytest.mark.parametrize("call", CALLS)
async def test_a_refusal_is_told_with_its_status_code_and_fields_and_not_repeated(stub: Peer, client: ServiceClient, call: str):
    errors = [{"pointer": "/name", "code": "too_short", "message": "say more"}]
    stub.will(problem(422, "invalid", errors=errors))

    with pytest.raises(ClientProblem) as refused:
        await CALLS[call](client)
    assert (refused.value.status, refused.value.code, refused.value.errors[0].pointer) == (422, "invalid", "/name")
    assert len(stub.heard) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Says(404, b"<html>"),
        Says(301, b""),
        Says(400, b"{}"),
        Says(200, b"<html>"),
        Says(200, b'{"name": 7}'),
        Says(200, b""),
        Says(204, b""),
    ],
)
async def test_an_answer_that_is_not_as_the_contract_says_is_a_problem_of_its_own(
    stub: Peer, client: ServiceClient, answer: Says
):
    stub.will(answer)

    with pytest.raises(ClientProblem) as refused:
        await client.get(Thing, "/thing")
    assert (refused.value.status, refused.value.code) == (answer.status, "unreadable")


async def test_a_peer_that_is_not_there_is_unreachable_within_seconds():
    async with ServiceClient(f"http://127.0.0.1:{free_port()}", GivenToken("t")) as client:
        begun = time.monotonic()
        with pytest.raises(Unreachable):
            await client.get(Thing, "/thing")

    assert time.monotonic() - begun < 5


async def test_a_peer_that_is_too_slow_is_unreachable_and_its_failure_is_counted(stub: Peer):
    async with ServiceClient(stub.url, GivenToken("t")) as client:
        client._http.timeout = 0.2
        stub.will(Says(after_seconds=2))
        begun = time.monotonic()
        with pytest.raises(Unreachable):
            await client.ask(Thing, "/thing", NewThing())

    assert time.monotonic() - begun < 1.5
    assert client._breaker._failures == 1


async def test_after_five_failures_the_peer_is_left_alone_and_after_a_while_asked_again(stub: Peer):
    async with ServiceClient(stub.url, GivenToken("t")) as client:
        client._breaker = Breaker(failures_to_open=5, open_seconds=0.4)
        stub.will(Says(hangs_up=True))
        for _ in range(5):
            with pytest.raises(Unreachable):
                await client.ask(Thing, "/thing", NewThing())
        begun = time.monotonic()
        for call in CALLS.values():
            with pytest.raises(LeftAlone):
                await call(client)
        fast, asked = time.monotonic() - begun, len(stub.heard)
        stub.will(THING)
        await asyncio.sleep(0.5)

        assert await client.get(Thing, "/thing") == Thing(name="A")
        assert await client.ask(Thing, "/thing", NewThing()) == Thing(name="A")
    assert (asked, len(stub.heard)) == (5, 2)
    assert fast < 0.3


def test_an_open_breaker_lets_one_call_try_and_opens_again_when_it_fails():
    breaker = Breaker(failures_to_open=2, open_seconds=0.05)
    breaker.failed()
    breaker.allow()
    breaker.failed()
    for _ in range(2):
        with pytest.raises(LeftAlone):
            breaker.allow()
        time.sleep(0.06)
        breaker.allow()
        with pytest.raises(LeftAlone):
            breaker.allow()
        breaker.failed()
    time.sleep(0.06)
    breaker.allow()
    breaker.succeeded()
    breaker.allow()
    breaker.allow()


async def test_a_service_gets_its_own_token_and_asks_for_a_new_one_only_when_the_old_one_ends(issuer: DevelopmentIssuer):
    persona = Persona("commissioning", "NOMS", CallerKind.SYSTEM, ("keeper",), {"everything": True})
    app = create_issuer_app(issuer, {"commissioning": ("secret", persona)})
    with served(app, free_port()) as url:
        right = ClientCredentials(f"{url}/oauth/token", "commissioning", "secret")
        tokens = [await right.token() for _ in range(3)]
        for wrong in (
            ClientCredentials(f"{url}/oauth/token", "commissioning", "guess"),
            ClientCredentials(f"{url}/nowhere", "commissioning", "secret"),
        ):
            with pytest.raises(Unreachable):
                await wrong.token()
        assert await asyncio.gather(*(right.token() for _ in range(20))) == tokens[:1] * 20
    assert len(set(tokens)) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'"x"', b'{"access_token": "a", "expires_in": "soon"}', b'{"access_token": "a", "expires_in": null}'],
)
async def test_an_issuer_that_answers_nonsense_is_unreachable(stub: Peer, body: bytes):
    stub.will(Says(body=body))

    with pytest.raises(Unreachable):
        await ClientCredentials(stub.url, "c", "s").token()


async def test_a_token_that_does_not_say_how_long_it_lasts_is_used_for_a_minute(stub: Peer):
    stub.will(Says(body=b'{"access_token": "a"}'))
    credentials = ClientCredentials(stub.url, "c", "s")

    assert [await credentials.token() for _ in range(3)] == ["a"] * 3
    assert len(stub.heard) == 1


async def test_a_reader_of_a_feed_never_waits_longer_than_its_own_patience(stub: Peer):
    stub.will(Says(body=b"[]"))
    async with FeedReader(stub.url, GivenToken("t")) as reader:
        assert await reader.read(after=3, timeout_ms=30_000) == []

    assert stub.heard[0][0] == "GET /v1/events?after=3&limit=1000&timeout_ms=8000"


async def test_the_tail_of_a_feed_goes_on_from_event_to_event(stub: Peer):
    event = (
        b'{"id": "00000000-0000-0000-0000-00000000000%d", "source": "/specimen", "type": "specimen.book.kept", "subject": "A", "time": "'
        + now().isoformat().encode()
        + b'", "dataversion": 1, "sequence": %d, "data": {}}'
    )
    stub.will(Says(body=b"[%s]" % (event % (1, 1))), Says(body=b"[]"), Says(body=b"[%s]" % (event % (2, 4))))
    heard = []
    async with FeedReader(stub.url, GivenToken("t")) as reader:
        async for told in reader.tail():
            heard.append(told.sequence)
            if len(heard) == 2:
                break

    assert heard == [1, 4]
    assert [line.split("?")[1].split("&")[0] for line, *_ in stub.heard] == ["after=0", "after=1", "after=1"]


async def test_a_peer_without_address_or_token_source_is_refused_by_name(books: Running):
    peers = Peers(books.settings)
    with pytest.raises(PeerUnavailable, match="NOMS_COMMISSIONING_URL"):
        peers.client(ServiceClient, "commissioning")
    addressed = Peers(books.settings.model_copy(update={"commissioning_url": "http://127.0.0.1:9"}))
    with pytest.raises(PeerUnavailable, match="NOMS_TOKEN_URL"):
        addressed.client(ServiceClient, "commissioning")
