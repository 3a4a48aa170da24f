"""What a court can impose, asked live of the real interventions and commissioning, and what is said when one is silent."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from builders.interventions.cohorts import planned
from builders.offender_mgmt import personas
from builders.offender_mgmt.sentencing import ON, on_a_port, refusing_peer, sentencer, silent_peer, token_desk
from house.estate import Estate
from house.running import Running, once, running, settings_for_test
from house.services import service_named, settings_named
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona
from noms.chassis.peers import Peers
from noms.chassis.settings import Settings
from noms.contracts.offender_mgmt.sentencing import AskedService, Silence
from services.offender_mgmt.programme_options.rules import Defendant
from services.offender_mgmt.sentencing.service import sentencing_options

PATH = "/v1/sentencing-options?area=LDN&on=2010-09-29"
TRIES, PATIENCE_SECONDS = 10, 8.0
national = Persona("nora", "NOMS", CallerKind.STAFF, ("commissioner",), {"organisations": ["NOMS"]})


@pytest.fixture(scope="module")
def peer_settings(estate: Estate, jwks: str, issuer: DevelopmentIssuer) -> dict[str, Settings]:
    return {name: settings_named(name, estate, jwks, issuer) for name in ("interventions", "commissioning")}


@pytest.fixture(scope="module")
async def interventions(peer_settings: dict[str, Settings], issuer: DevelopmentIssuer) -> AsyncIterator[Running]:
    async with running(service_named("interventions"), peer_settings["interventions"], issuer) as started:
        yield started


@pytest.fixture(scope="module")
async def commissioning(peer_settings: dict[str, Settings], issuer: DevelopmentIssuer) -> AsyncIterator[Running]:
    async with running(service_named("commissioning"), peer_settings["commissioning"], issuer) as started:
        yield started


@pytest.fixture(scope="module")
async def addresses(interventions: Running, commissioning: Running, issuer: DevelopmentIssuer) -> AsyncIterator[dict[str, str]]:
    async with (
        on_a_port(interventions.app) as programmes, on_a_port(commissioning.app) as costs, on_a_port(token_desk(issuer)) as desk,
        on_a_port(silent_peer()) as silent, on_a_port(refusing_peer()) as refusing,
    ):  # fmt: skip
        yield {
            "interventions_url": programmes, "commissioning_url": costs, "token_url": f"{desk}/oauth/token",
            "silent": silent, "refusing": refusing,
        }  # fmt: skip


@pytest.fixture(scope="module")
async def service(
    estate: Estate, service_database: str, jwks: str, issuer: DevelopmentIssuer, addresses: dict[str, str]
) -> AsyncIterator[Running]:
    url = estate.url(service_database, estate.app("offender_mgmt"))
    known = {name: addresses[name] for name in ("interventions_url", "commissioning_url", "token_url")}
    settings = settings_for_test(url, jwks, issuer.issuer, client_id="offender_mgmt", **known)
    async with running(service_named("offender_mgmt"), settings, issuer) as started:
        yield started


async def asked(service: Running, query: str = "") -> dict[str, Any]:
    """The answer, asked again while it is partial: a busy machine may keep a court waiting for longer than it waits."""
    told: dict[str, Any] = {"partial": True}
    for _ in range(TRIES):
        async with service.as_(sentencer) as client:
            answer = await client.get(PATH + query)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        if not told["partial"]:
            break
    return told


def requirement(told: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in told["requirements"] if one["code"] == code)


async def test_places_wait_and_cost_are_those_that_the_services_tell_now(
    service: Running, interventions: Running, commissioning: Running
):
    before = requirement(await asked(service, "&needs=ATB"), "PROG")
    await planned(interventions, programme_code="TSP", capacity=8, starts_on="2010-10-11")
    reported = {
        "year": "2009-10", "unit": "programme_completion", "provider": "LDN", "low_pence": 100_000, "central_pence": 150_000,
        "high_pence": 200_000, "basis": "estimate", "source": "Working assumption of the London office",
    }  # fmt: skip
    async with commissioning.as_(national) as client:
        answer = await client.post("/v1/specifications/PROGRAMME-COMPLETION/benchmarks", json=reported, headers=once())
        assert answer.status_code == 201, answer.text
    told = await asked(service, "&needs=ATB&sex=male&age=30")
    after = requirement(told, "PROG")

    assert (before["available"], before["programmes"], before["unit_cost"]) == (False, [], None)
    assert (after["available"], after["unit_cost"]["central_pence"]) == (True, 150_000)
    (option,) = after["programmes"]
    assert {name: option[name] for name in ("programme_code", "places_free", "next_start_on", "wait_weeks", "length_weeks")} == {
        "programme_code": "TSP", "places_free": 8, "next_start_on": "2010-10-11", "wait_weeks": 2, "length_weeks": 19,
    }  # fmt: skip
    assert option["completion"] is None
    assert (told["partial"], [source["missing_because"] for source in told["sources"]]) == (False, [None, None])
    assert all(source["told_at"] for source in told["sources"])


@pytest.mark.parametrize(
    ("silent", "because"), [("silent", Silence.NO_ANSWER), ("refusing", Silence.REFUSED), ("", Silence.NOT_CONFIGURED)]
)
async def test_when_interventions_is_silent_the_rest_is_told_and_the_gap_is_named(
    service: Running, addresses: dict[str, str], silent: str, because: Silence
):
    settings = service.settings.model_copy(update={"interventions_url": addresses[silent] if silent else None})
    peers = Peers(settings)
    began = asyncio.get_running_loop().time()
    told = await sentencing_options(peers, "LDN", Defendant(ON, frozenset({"ATB"})), within_seconds=PATIENCE_SECONDS)
    waited = asyncio.get_running_loop().time() - began
    await peers.close()
    programme = next(one for one in told.requirements if one.code == "PROG")

    assert told.partial
    assert [(one.service, one.missing_because) for one in told.sources] == [
        (AskedService.INTERVENTIONS, because), (AskedService.COMMISSIONING, None),
    ]  # fmt: skip
    assert told.sources[0].leaves_unknown == ["places", "wait", "length", "completion_rate"]
    assert (programme.available, {one.places_free for one in programme.programmes}) == (None, {None})
    assert len(told.requirements) == 12
    assert waited < 2 * PATIENCE_SECONDS


async def test_when_commissioning_is_silent_costs_are_absent_and_places_are_told(service: Running, addresses: dict[str, str]):
    peers = Peers(service.settings.model_copy(update={"commissioning_url": addresses["silent"]}))
    told = await sentencing_options(peers, "LDN", Defendant(ON, frozenset()), within_seconds=PATIENCE_SECONDS)
    await peers.close()

    assert (told.partial, told.sources[1].missing_because, told.sources[1].leaves_unknown) == (
        True,
        Silence.NO_ANSWER,
        ["unit_cost"],
    )
    assert {one.unit_cost for one in told.requirements} == {None}
    assert next(one for one in told.requirements if one.code == "PROG").available is not None


@pytest.mark.parametrize(
    ("query", "code"),
    [("area=NOWHERE", "unknown_area"), ("area=LDN&needs=NONSENSE", "unknown_need"), ("area=LDN&needs=99", "unknown_need")],
)
async def test_an_unknown_area_or_need_is_refused_with_its_place(service: Running, query: str, code: str):
    async with service.as_(sentencer) as client:
        refused = await client.get(f"/v1/sentencing-options?{query}")

    assert (refused.status_code, [error["code"] for error in refused.json()["errors"]]) == (422, [code])


async def test_a_programme_team_does_not_ask_for_the_court(service: Running):
    async with service.as_(personas.programme_team) as client:
        assert (await client.get(PATH)).status_code == 403
