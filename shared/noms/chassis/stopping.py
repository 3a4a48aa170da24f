"""Being told to stop: whoever waits inside the service is woken at once, because the server lets open requests finish first."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_TOLD_BY = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def told_by_signals(stopping: asyncio.Event) -> Iterator[None]:
    """Set `stopping` as soon as the process is asked to end, and pass the signal on to whoever listened before."""
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in _TOLD_BY}
    if threading.current_thread() is not threading.main_thread() or not all(map(callable, before.values())):
        yield
        return

    def hear(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stopping.set)
        listener: Any = before[signal.Signals(number)]
        listener(number, frame)

    for number in _TOLD_BY:
        signal.signal(number, hear)
    try:
        yield
    finally:
        for number, listener in before.items():
            if signal.getsignal(number) is hear:
                signal.signal(number, listener)
