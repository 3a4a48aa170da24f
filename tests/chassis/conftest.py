"""A running specimen service, on a database of its own for each test module."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.specimen.trials import proving
from house.estate import Estate
from house.running import Running, running, settings_for_test
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona

MIGRATIONS = Path(__file__).parent / "specimen" / "migrations"


@pytest.fixture(scope="module")
def specimen_database(estate: Estate) -> str:
    return estate.database("specimen", MIGRATIONS)


@pytest.fixture(scope="module")
async def books(estate: Estate, specimen_database: str, jwks: str, issuer: DevelopmentIssuer) -> AsyncIterator[Running]:
    url = estate.url(specimen_database, estate.app("specimen"))
    async with running(proving, settings_for_test(url, jwks, issuer.issuer), issuer) as service:
        yield service


@pytest.fixture
def keeper() -> Persona:
    return Persona("lucy", "LDN", CallerKind.STAFF, ("keeper",), {"organisations": ["LDN"]})


@pytest.fixture
def overseer() -> Persona:
    return Persona("olga", "NOMS", CallerKind.STAFF, ("keeper",), {"everything": True})


@pytest.fixture
def stranger() -> Persona:
    return Persona("stan", "WMP", CallerKind.STAFF, ("keeper",), {"organisations": ["WMP"]})
