"""Fixtures that every test may use. Rules need none of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from house.estate import Estate, open_estate
from house.steady_parsing import parse_one_at_a_time
from noms.chassis.identity.issuer import DevelopmentIssuer
from noms.chassis.settings import Environment

parse_one_at_a_time()
settings.register_profile("house", settings.default, deadline=None)  # how long an example takes is no part of what a test says
settings.load_profile("house")


@pytest.fixture(scope="session")
def estate() -> Iterator[Estate]:
    with open_estate() as opened:
        yield opened


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> DevelopmentIssuer:
    folder = tmp_path_factory.mktemp("issuer")
    return DevelopmentIssuer.in_folder(folder, environment=Environment.TEST, issuer="http://issuer.test")


@pytest.fixture(scope="session")
def jwks(issuer: DevelopmentIssuer, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("jwks") / "jwks.json"
    path.write_text(json.dumps(issuer.jwks()))
    return str(path)
