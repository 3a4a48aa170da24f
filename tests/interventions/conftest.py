"""A running interventions service, on a database of its own for each test module."""

from collections.abc import AsyncIterator

import pytest

from house.estate import Estate
from house.running import Running, running, settings_for_test
from noms.chassis.identity.issuer import DevelopmentIssuer
from services.interventions.main import service


@pytest.fixture(scope="module")
def interventions_database(estate: Estate) -> str:
    return estate.database("interventions")


@pytest.fixture(scope="module")
async def interventions(
    estate: Estate, interventions_database: str, jwks: str, issuer: DevelopmentIssuer
) -> AsyncIterator[Running]:
    url = estate.url(interventions_database, estate.app("interventions"))
    async with running(service, settings_for_test(url, jwks, issuer.issuer), issuer) as started:
        yield started
