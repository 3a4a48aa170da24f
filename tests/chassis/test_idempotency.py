"""Repetition: a request with a key takes effect once, whoever dies in between, and a key opens nothing for anybody else."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from chassis.specimen.service import BookRow
from chassis.specimen.trials import proving
from house.running import Running, once, running
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona


def a_book(isbn: str, **changes: object) -> dict[str, object]:
    return {"isbn": isbn, "title": "Kept", "copies": 2, "organisation": "LDN"} | changes


async def stored(books: Running, caller: Persona, *isbns: str) -> int:
    """How many of these books there are."""
    async with books.as_(caller) as client:
        return sum([(await client.get(f"/v1/books/{isbn}")).is_success for isbn in isbns])


async def test_a_key_may_stand_bare_or_in_quotes_and_is_the_same_key(books: Running, keeper: Persona):
    key = uuid4().hex
    async with books.as_(keeper) as client:
        bare = await client.post("/v1/books", json=a_book("Q1"), headers={"Idempotency-Key": key})
        quoted = await client.post("/v1/books", json=a_book("Q1"), headers={"Idempotency-Key": f'"{key}"'})

    assert (bare.status_code, quoted.status_code) == (201, 201)
    assert quoted.headers["idempotent-replayed"] == "true"
    assert (quoted.content, quoted.headers["etag"]) == (bare.content, bare.headers["etag"])


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "ключ".encode(), "a\tb", "<script>", "'; --", '""', "a,b"])
async def test_a_key_of_another_form_is_refused(books: Running, keeper: Persona, key: str | bytes):
    async with books.as_(keeper) as client:
        answer = await client.post("/v1/books", json=a_book("F1"), headers={"Idempotency-Key": key})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [error["pointer"].lower() for error in answer.json()["errors"]] == ["header:idempotency-key"]
    assert await stored(books, keeper, "F1") == 0


async def test_the_longest_key_is_kept_whole(books: Running, keeper: Persona):
    key = "k" * 254
    async with books.as_(keeper) as client:
        one = await client.post("/v1/books", json=a_book("L1"), headers={"Idempotency-Key": key + "1"})
        other = await client.post("/v1/books", json=a_book("L2"), headers={"Idempotency-Key": key + "2"})

    assert (one.status_code, other.status_code) == (201, 201)


async def test_a_creation_without_a_key_is_refused_and_says_what_to_send(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        answer = await client.post("/v1/books", json=a_book("M1"))

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")


async def test_the_first_answer_is_given_again_after_the_process_died(books: Running, keeper: Persona, issuer: DevelopmentIssuer):
    key = once()
    async with books.as_(keeper) as client:
        first = await client.post("/v1/books", json=a_book("P1"), headers=key)
    async with running(proving, books.settings, issuer) as another, another.as_(keeper) as client:
        again = await client.post("/v1/books", json=a_book("P1"), headers=key)

    assert again.headers["idempotent-replayed"] == "true"
    assert (again.status_code, again.content) == (201, first.content)


async def test_the_key_of_another_caller_is_another_key(books: Running, keeper: Persona):
    key = once()
    colleague = Persona("carl", "LDN", CallerKind.STAFF, ("keeper",), {"organisations": ["LDN"]})
    async with books.as_(keeper) as own, books.as_(colleague) as other, books.as_(keeper, client_id="another-app") as app:
        first = await own.post("/v1/books", json=a_book("O1"), headers=key)
        theirs = await other.post("/v1/books", json=a_book("O1"), headers=key)
        elsewhere = await app.post("/v1/books", json=a_book("O1"), headers=key)

    assert first.status_code == 201
    assert [answer.json()["code"] for answer in (theirs, elsewhere)] == ["isbn_taken", "isbn_taken"]


async def test_an_answer_is_not_given_again_to_who_has_lost_the_permission(books: Running, keeper: Persona):
    key = once()
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("S1"), headers=key)
    async with books.as_(keeper, roles=["reader"]) as client:
        again = await client.post("/v1/books", json=a_book("S1"), headers=key)

    assert (again.status_code, again.json()["code"]) == (403, "not_permitted")


@pytest.mark.parametrize("refused", [{"copies": -1}, {"organisation": "WMP"}])
async def test_a_refused_request_does_not_use_up_its_key(books: Running, keeper: Persona, refused: dict[str, object]):
    key, isbn = once(), f"K{uuid4().hex[:6].upper()}"
    async with books.as_(keeper) as client:
        first = await client.post("/v1/books", json=a_book(isbn, **refused), headers=key)
        mended = await client.post("/v1/books", json=a_book(isbn), headers=key)

    assert first.status_code in {404, 422}
    assert mended.status_code == 201


async def test_what_is_refused_at_the_commit_is_answered_as_refused_and_nothing_is_stored(books: Running, keeper: Persona):
    key = once()
    async with books.as_(keeper) as client:
        await client.post("/v1/books", json=a_book("D1", mark="M1"), headers=once())
        answer = await client.post("/v1/books", json=a_book("D2", mark="M1"), headers=key)
        free = await client.post("/v1/books", json=a_book("D2", mark="M2"), headers=key)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_exists")
    assert free.status_code == 201
    async with books.as_(keeper) as client:
        heard = [event["subject"] for event in (await client.get("/v1/events", params={"limit": 5_000})).json()]
    assert heard.count("D2") == 1


async def test_of_forty_equal_requests_at_once_one_takes_effect_in_every_round(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        for round_ in range(3):
            key, isbn = once(), f"Z{round_}"
            answers = await asyncio.gather(*(client.post("/v1/books", json=a_book(isbn), headers=key) for _ in range(40)))
            assert {answer.status_code for answer in answers} <= {201, 409, 503}
            assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
            assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {"request_in_progress"}


async def test_of_twenty_different_keys_for_one_thing_one_wins(books: Running, keeper: Persona):
    async with books.as_(keeper) as client:
        answers = await asyncio.gather(*(client.post("/v1/books", json=a_book("ONE"), headers=once()) for _ in range(20)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 19
    async with await books.database.session(Caller.service("specimen")) as session:
        assert await session.scalar(select(func.count()).where(BookRow.isbn == "ONE")) == 1
