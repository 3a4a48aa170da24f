"""Each service in a process of its own, on a database in which its own examples have happened."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from contracts.serving import Outcome, fuzz, served
from contracts.story import Story, everybody, hear, tell, tellers
from house.estate import Estate
from house.running import running
from house.services import service_named, settings_named
from noms.chassis.identity.issuer import DevelopmentIssuer
from noms.chassis.settings import Settings

Told = Callable[[str, Settings], Story]
Fuzzed = Callable[..., Outcome]


@pytest.fixture
def told(issuer: DevelopmentIssuer) -> Told:
    """Let the story of a service's examples happen in its database."""

    async def happen(name: str, settings: Settings) -> Story:
        async with running(service_named(name), settings, issuer) as started:
            await hear(started)
            async with tellers(started) as clients:
                return await tell(started, *clients)

    return lambda name, settings: asyncio.run(happen(name, settings))


@pytest.fixture
def fuzzed(told: Told, estate: Estate, jwks: str, issuer: DevelopmentIssuer, tmp_path: Path) -> Fuzzed:
    """Fuzz one service, with every role of it and reach over everything."""

    def run(name: str, *arguments: str) -> Outcome:
        settings, log = settings_named(name, estate, jwks, issuer), tmp_path / "service.txt"
        known = told(name, settings).known
        with served(name, settings, log) as address:
            outcome = fuzz(address, issuer.token(everybody(name)), tmp_path, known, *arguments)
        return replace(outcome, log=log.read_text())

    return run
