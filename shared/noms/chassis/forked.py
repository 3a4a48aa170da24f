"""A web application as a process forked from the nursery, in a session of its own, with its log in a file."""

import os
import signal
import subprocess
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import NamedTuple

import uvicorn

from noms.chassis.nursery import GROUP_SIGNALS

KEEP_ALIVE_SECONDS = 75
ENDING_SECONDS = 8


class Address(NamedTuple):
    """Where an application listens."""

    host: str
    port: int


class Forked:
    """A forked process, asked and ended as one asks and ends a `subprocess.Popen`."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        """The exit code, once it has ended; a signal as its negative number."""
        return self._process.exitcode

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: it has not ended in time.

        """
        self._process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout or 0.0)
        return code


def serve_application(factory: str, address: Address, environment: Mapping[str, str], directory: Path, log: Path) -> Forked:
    """Start serving the application that `module:factory` makes."""
    told = (factory, address, dict(environment), directory, log)
    process = get_context("forkserver").Process(target=_serve, args=told, name=factory)
    process.start()
    return Forked(process)


def _serve(factory: str, address: Address, environment: Mapping[str, str], directory: Path, log: Path) -> None:
    os.setsid()
    _redirect(log)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, GROUP_SIGNALS)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(directory)
    uvicorn.run(
        factory, factory=True, host=address.host, port=address.port, access_log=False, log_level="warning",
        timeout_graceful_shutdown=ENDING_SECONDS, timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )  # fmt: skip


def _redirect(log: Path) -> None:
    with log.open("wb", buffering=0) as output, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
