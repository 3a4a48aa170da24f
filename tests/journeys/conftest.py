"""One running house for all journeys of a session."""

from collections.abc import Iterator

import pytest

from house.whole import House, a_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with a_house(tmp_path_factory.mktemp("house")) as running:
        running.start()
        yield running
