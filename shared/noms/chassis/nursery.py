"""A process that imports what several others share, so that each of them is forked from it and begins in an instant.

The processes of one machine import the same libraries; apart, they would do so each for itself, for a second of a core.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker

GROUP_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def importing(*modules: str) -> Iterator[None]:
    """Begin importing the modules in the nursery, without waiting for it; on leaving, return once it has ended.

    A signal to the whole group of processes passes the nursery by: this process ends what was forked, in order.
    """
    resource_tracker.ensure_running()  # before the mask: where it begins only with the nursery, it takes SIGTERM out of it
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, GROUP_SIGNALS)
    try:
        forkserver.set_forkserver_preload(list(modules))
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    try:
        yield
    finally:
        # Its only way to end and be waited for; without it the nursery outlives this process by as long as it takes to unload.
        getattr(forkserver, "_forkserver")._stop()  # noqa: B009, SLF001 - not in the typed part of the library
