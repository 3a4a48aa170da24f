"""Who is let in: of all the tokens that are nearly right, none; and what a good one opens, no more."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from chassis.specimen.forgery import Mint, bad_tokens
from chassis.specimen.service import specimen
from chassis.specimen.trials import proving
from house.estate import Estate
from house.running import Running, once, running, settings_for_test
from noms.chassis.clock import now
from noms.chassis.identity.permissions import scopes_of
from noms.chassis.identity.tokens import KeySet, Verifier
from noms.chassis.refusals import NotAuthenticated, Unavailable
from noms.contracts.problems import Problem

ISSUER = "http://mint.test"
MINT = Mint(ISSUER)
BAD = bad_tokens(MINT)


@dataclass
class Gate:
    """The specimen, with the mint as its issuer."""

    service: Running
    jwks: Path

    async def get(self, authorization: str | bytes | None, path: str = "/v1/lists", **changes: object) -> httpx.Response:
        headers = {} if authorization is None else {"Authorization": authorization}
        async with self.service.as_(None) as client:
            return await client.get(path, headers=headers)

    async def with_token(self, path: str = "/v1/lists", **made: object) -> httpx.Response:
        return await self.get(f"Bearer {MINT.token(**made)}", path)


@pytest.fixture(scope="module")
async def gate(estate: Estate, specimen_database: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gate]:
    jwks = tmp_path_factory.mktemp("mint") / "jwks.json"
    jwks.write_text(json.dumps(MINT.jwks()))
    settings = settings_for_test(estate.url(specimen_database, estate.app("specimen")), str(jwks), ISSUER)
    async with running(proving, settings, None) as service:
        yield Gate(service, jwks)


def test_there_are_many_ways_of_being_wrong():
    assert len(BAD) >= 25


@pytest.mark.parametrize("wrong", BAD)
async def test_a_bad_token_is_refused_whatever_is_wrong_with_it(gate: Gate, wrong: str):
    for path in ("/v1/lists", "/v1/books/A1/file"):
        answer = await gate.get(BAD[wrong]().encode("latin-1"), path)

        assert answer.status_code == 401, (wrong, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        assert Problem.model_validate_json(answer.content).code == "not_authenticated"
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_no_token_is_refused(gate: Gate):
    assert (await gate.get(None)).status_code == 401
    assert (await gate.get("")).status_code == 401


@pytest.mark.parametrize(
    ("key", "algorithm", "kid"),
    [(MINT.ed25519, "EdDSA", "ed"), (MINT.rsa, "RS256", "rsa"), (MINT.ec, "ES256", "ec")],
    ids=["EdDSA", "RS256", "ES256"],
)
async def test_a_good_token_of_each_allowed_kind_is_accepted(gate: Gate, key: object, algorithm: str, kid: str):
    assert (await gate.with_token(key=key, algorithm=algorithm, header={"kid": kid})).status_code == 200
    assert (
        await gate.with_token(key=key, algorithm=algorithm, header={"kid": kid, "typ": "application/at+jwt"})
    ).status_code == 200


async def test_bearer_may_be_written_in_any_case_and_the_audience_may_be_one_of_several(gate: Gate):
    assert (await gate.get(f"bEaReR {MINT.token(aud=['other', 'noms'])}")).status_code == 200


async def test_a_token_without_reach_opens_the_operation_and_shows_nobody(gate: Gate):
    async with gate.service.as_(None) as client:
        own = {"Authorization": f"Bearer {MINT.token()}"}
        await client.post(
            "/v1/books", json={"isbn": "N1", "title": "T", "copies": 1, "organisation": "LDN"}, headers=own | once()
        )
    for reach in (..., {}, {"organisations": []}, {"everything": False}):
        assert (await gate.with_token("/v1/books/N1", reach=reach)).status_code == 404
        assert (await gate.with_token("/v1/books/N1/file", reach=reach)).status_code == 404
        assert (await gate.with_token("/v1/events", reach=reach)).json() == []
    assert (await gate.with_token("/v1/books/N1")).status_code == 200


async def test_without_roles_nothing_is_permitted_and_an_unknown_role_permits_nothing(gate: Gate):
    for roles in (..., [], ["emperor"]):
        answer = await gate.with_token(roles=roles)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


async def test_a_scope_claim_narrows_what_the_role_permits_and_never_widens_it(gate: Gate):
    assert (await gate.with_token(scope="specimen:lists:read")).status_code == 200
    assert (await gate.with_token("/v1/books/A1", scope="specimen:lists:read")).status_code == 403
    assert (await gate.with_token(scope="")).status_code == 403
    assert (await gate.with_token("/v1/events", roles=["reader"], scope="specimen:events:read")).status_code == 403


async def test_a_narrowed_token_does_not_take_the_short_way_to_a_hot_read(gate: Gate):
    token = f"Bearer {MINT.token(scope='specimen:lists:read')}"
    assert (await gate.get(token)).status_code == 200  # now it is remembered

    assert (await gate.get(token, "/v1/books/N1/file")).status_code == 403


async def test_of_two_tokens_the_first_counts_on_either_way(gate: Gate):
    good, bad = f"Bearer {MINT.token()}", "Bearer bad"
    await gate.get(good)  # now it is remembered
    async with gate.service.as_(None) as client:
        for path in ("/v1/lists", "/v1/books/N1/file"):
            answer = await client.get(path, headers=[("Authorization", bad), ("Authorization", good)])
            assert answer.status_code == 401


def a_verifier(jwks: Path | str, remembers: int = 10_000, **keys: float) -> Verifier:
    return Verifier(
        keys=KeySet(str(jwks), **keys), issuer=ISSUER, audience="noms", scopes_of=scopes_of(specimen.roles), remembers=remembers
    )


async def test_only_so_many_tokens_are_remembered(gate: Gate):
    verifier = a_verifier(gate.jwks, remembers=3)
    tokens = [MINT.token() for _ in range(8)]
    for token in tokens:
        await verifier.caller(token)

    assert [verifier.remembered(token) is not None for token in tokens] == [False] * 5 + [True] * 3


async def test_a_bad_token_is_not_remembered(gate: Gate):
    verifier = a_verifier(gate.jwks)
    bad = MINT.token(aud="other")
    with pytest.raises(NotAuthenticated):
        await verifier.caller(bad)

    assert verifier.remembered(bad) is None


async def test_a_remembered_token_ends_with_its_expiry(gate: Gate):
    verifier = a_verifier(gate.jwks)
    short = MINT.token(exp=now() + timedelta(seconds=1))
    await verifier.caller(short)
    assert verifier.remembered(short) is not None
    await asyncio.sleep(2.1)  # whole seconds: `exp` carries no fraction

    assert verifier.remembered(short) is None


async def test_a_new_key_is_taken_up_and_a_withdrawn_one_is_given_up(tmp_path: Path):
    old, new = Mint(ISSUER), Mint(ISSUER)
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(old.jwks()))
    verifier = a_verifier(jwks, at_most_every_seconds=0.05, at_least_every_seconds=0.2)
    await verifier.caller(old.token())
    renamed = [{**entry, "kid": f"new-{entry['kid']}"} for entry in new.jwks()["keys"] if isinstance(entry, dict)]
    jwks.write_text(json.dumps({"keys": renamed}))
    await asyncio.sleep(0.3)

    assert (await verifier.caller(new.token(header={"kid": "new-ed"}))).subject == "lucy"
    with pytest.raises(NotAuthenticated):
        await verifier.caller(old.token())


async def test_unknown_keys_are_asked_for_at_most_every_so_often(tmp_path: Path):
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(MINT.jwks()))
    verifier = a_verifier(jwks, at_most_every_seconds=60)
    await verifier.caller(MINT.token())
    jwks.unlink()
    begun = time.monotonic()
    for number in range(200):
        with pytest.raises(NotAuthenticated):
            await verifier.caller(MINT.token(header={"kid": f"unknown-{number}"}))
    await verifier.caller(MINT.token())

    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("document", ["{", "[]", '{"keys": 7}', '{"keys": null}', '"keys"', "{}", None])
async def test_keys_that_cannot_be_read_are_a_fault_of_the_service_and_not_of_the_token(tmp_path: Path, document: str | None):
    jwks = tmp_path / "jwks.json"
    if document is not None:
        jwks.write_text(document)
    verifier = a_verifier(jwks)

    with pytest.raises(Unavailable):
        await verifier.caller(MINT.token())


async def test_keys_once_read_outlast_an_issuer_that_goes_away(tmp_path: Path):
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(MINT.jwks()))
    verifier = a_verifier(jwks, at_most_every_seconds=0, at_least_every_seconds=0)
    await verifier.caller(MINT.token())
    jwks.unlink()

    assert (await verifier.caller(MINT.token())).subject == "lucy"
