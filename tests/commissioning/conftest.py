"""A running commissioning on a database of its own for each test module, and the services that it pulls figures from."""

from collections.abc import AsyncIterator

import pytest

from builders.commissioning.peers import Peers, serving
from house.estate import Estate
from house.running import Running, running, settings_for_test
from noms.chassis.identity.issuer import DevelopmentIssuer
from services.commissioning.main import service as commissioning


@pytest.fixture(scope="module")
async def peers() -> AsyncIterator[Peers]:
    async with serving() as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def commissioning_database(estate: Estate) -> str:
    return estate.database("commissioning")


@pytest.fixture
def clean_slate(estate: Estate, commissioning_database: str) -> None:
    """No agreement yet: one provider's agreements in force may not overlap."""
    estate.administer("TRUNCATE agreement CASCADE", database=commissioning_database)


@pytest.fixture(scope="module")
async def service(
    estate: Estate, commissioning_database: str, jwks: str, issuer: DevelopmentIssuer, peers: Peers
) -> AsyncIterator[Running]:
    url = estate.url(commissioning_database, estate.app("commissioning"))
    settings = settings_for_test(
        url, jwks, issuer.issuer,
        token_url=f"{peers.url}/oauth/token", client_id="commissioning", interventions_url=peers.url, offender_mgmt_url=peers.url,
    )  # fmt: skip
    async with running(commissioning, settings, issuer) as started:
        yield started
