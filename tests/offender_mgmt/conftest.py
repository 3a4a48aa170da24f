"""A running offender_mgmt service, on a database of its own for each test module."""

from collections.abc import AsyncIterator

import pytest

from house.estate import Estate
from house.running import Running, running, settings_for_test
from noms.chassis.identity.issuer import DevelopmentIssuer
from services.offender_mgmt import main


@pytest.fixture(scope="module")
def service_database(estate: Estate) -> str:
    return estate.database("offender_mgmt")


@pytest.fixture(scope="module")
async def service(estate: Estate, service_database: str, jwks: str, issuer: DevelopmentIssuer) -> AsyncIterator[Running]:
    url = estate.url(service_database, estate.app("offender_mgmt"))
    async with running(main.service, settings_for_test(url, jwks, issuer.issuer), issuer) as started:
        yield started
