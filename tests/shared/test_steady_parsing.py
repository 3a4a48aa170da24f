"""The tests parse Python in several threads, and do not fall over the interpreter while they do."""

import ast
import gc
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

SOURCE = "lambda order: (order + 1) * [day for day in range(3)]\n" * 100
DEPTHS = (1, 50, 100, 200)


@pytest.fixture
def eager_collector() -> Iterator[None]:
    """A collector that often runs, and lets another thread go on when it does."""
    thresholds = gc.get_threshold()

    def give_way(_phase: str, _info: dict[str, int]) -> None:
        time.sleep(0)

    gc.callbacks.append(give_way)
    gc.set_threshold(50, 2, 2)
    yield
    gc.set_threshold(*thresholds)
    gc.callbacks.remove(give_way)


def _parse_below(depth: int) -> int:
    return _parse_below(depth - 1) if depth else sum(len(ast.parse(SOURCE).body) for _ in range(20))


@pytest.mark.usefixtures("eager_collector")
def test_threads_that_parse_at_different_depths_do_not_disturb_one_another():
    with ThreadPoolExecutor(len(DEPTHS)) as threads:
        parsed = list(threads.map(_parse_below, DEPTHS))

    assert parsed == [100 * 20] * len(DEPTHS)
