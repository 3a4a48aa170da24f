"""Each service in a process of its own on a fresh database, and somebody who may do everything there."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from contracts.serving import Outcome, fuzz, served
from house.estate import Estate
from house.services import service_named, settings_named

from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona

Fuzzed = Callable[[str], Outcome]


@pytest.fixture
def fuzzed(estate: Estate, jwks: str, issuer: DevelopmentIssuer, tmp_path: Path) -> Fuzzed:
    """Fuzz one service, with every role of it and reach over everything."""

    def run(name: str) -> Outcome:
        everybody = Persona("everybody", "NOMS", CallerKind.STAFF, tuple(service_named(name).roles), {"everything": True})
        log = tmp_path / "service.txt"
        with served(name, settings_named(name, estate, jwks, issuer), log) as address:
            outcome = fuzz(address, issuer.token(everybody), tmp_path)
        return replace(outcome, log=log.read_text())

    return run
