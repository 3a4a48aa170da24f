"""A process that imports what several others share, so that each of them is forked from it and begins in an instant.

The processes of one machine import the same libraries; apart, they would do so each for itself, for a second of a core.
"""

import signal
from multiprocessing import forkserver, resource_tracker

GROUP_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


def begin(*modules: str) -> None:
    """Begin importing the modules in the nursery; does not wait for it. The nursery ends with this process.

    A signal to the whole group of processes passes the nursery by: this process ends what was forked, in order.
    """
    resource_tracker.ensure_running()  # before the mask: where it begins only with the nursery, it takes SIGTERM out of it
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, GROUP_SIGNALS)
    try:
        forkserver.set_forkserver_preload(list(modules))
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
