"""Every operation against every role, on the running services: the role table is what happens, not what is meant."""

from collections.abc import AsyncIterator

import pytest

from architecture.documents import PROBLEM, PUBLIC, guarded, operations
from architecture.requests import request_for
from house.estate import Estate
from house.running import Running, running
from house.services import NAMES, document_named, service_named, settings_named
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona
from noms.chassis.settings import Settings

SERVER_FAULTS = range(500, 600)


@pytest.fixture(scope="module", params=NAMES)
def settings(request: pytest.FixtureRequest, estate: Estate, jwks: str, issuer: DevelopmentIssuer) -> tuple[str, Settings]:
    return request.param, settings_named(request.param, estate, jwks, issuer)


@pytest.fixture(scope="module")
async def service(settings: tuple[str, Settings], issuer: DevelopmentIssuer) -> AsyncIterator[Running]:
    name, told = settings
    async with running(service_named(name), told, issuer) as started:
        yield started


def nobody_with(*roles: str) -> Persona:
    """Somebody with these roles who reaches no record at all."""
    return Persona("nobody", "NOWHERE", CallerKind.SYSTEM, roles)


async def test_a_role_opens_what_its_scopes_say_and_nothing_else(service: Running):
    """Without any reach: 403 without the scope; with it whatever the record says, but never 401, 403 or a fault of ours."""
    name = service.database.service
    wrong = []
    for role, scopes in {**service_named(name).roles, "a-role-of-nobody": []}.items():
        carried = {scope.name for scope in scopes}
        async with service.as_(nobody_with(role)) as client:
            for operation in guarded(document_named(name)):
                allowed = carried.issuperset(operation.scopes)
                answer = await client.send(request_for(client, operation))
                refused = answer.status_code in {401, 403}
                if refused == allowed or answer.status_code == 401 or answer.status_code in SERVER_FAULTS:
                    wrong.append(
                        f"{role} {'may' if allowed else 'may not'} {operation}: {answer.status_code} {answer.text[:200]}"
                    )

    assert not wrong, "\n".join(wrong)


async def test_nothing_opens_without_a_token(service: Running):
    async with service.as_(None) as client:
        for operation in guarded(document_named(service.database.service)):
            answer = await client.send(request_for(client, operation))

            assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM), str(operation)
            assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_signs_of_life_need_no_token(service: Running):
    async with service.as_(None) as client:
        for operation in operations(document_named(service.database.service)):
            if operation.path in PUBLIC:
                assert (await client.send(request_for(client, operation))).status_code == 200, str(operation)


async def test_who_reaches_nobody_finds_nobody_by_the_short_way_either(service: Running):
    """A hot read is asked three times, so that its short way answers too: no record and an empty list, as by the long one."""
    name = service.database.service
    lanes = {lane.path for lane in service_named(name).lanes}
    async with service.as_(nobody_with(*service_named(name).roles)) as client:
        for operation in guarded(document_named(name)):
            if operation.method == "get" and operation.path in lanes:
                answers = [await client.send(request_for(client, operation)) for _ in range(3)]
                found = [(answer.status_code, answer.json().get("data")) for answer in answers]

                assert found == [(404, None) if "{" in operation.path else (200, [])] * 3, str(operation)
