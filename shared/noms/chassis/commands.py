"""What the processes of one machine are: a program or a web application, how each begins, and the port that it needs."""

import socket
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from noms.chassis.forked import Address, serve_application


class PortInUse(Exception):
    """A port that a process needs cannot be opened; `message` is one sentence that names it and the variable to change."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Process(Protocol):
    """What the supervisor asks of a process, however it began."""

    @property
    def pid(self) -> int:
        """Its number, which is that of its group too."""

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""

    def terminate(self) -> None:
        """Ask it to end."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises subprocess.TimeoutExpired."""


@dataclass(frozen=True)
class Command:
    """One process: how to start it, and how to know that it is ready."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    """The whole environment of the process."""

    directory: Path
    ready_url: str | None = None
    port: int | None = None
    port_variable: str | None = None
    host: str = "127.0.0.1"

    def begin(self, log: Path) -> Process:
        """Start it, in a session of its own, with its output in the log."""
        with log.open("wb") as output:
            return subprocess.Popen(  # noqa: S603 - the commands of our own services
                list(self.arguments), env=dict(self.environment), cwd=self.directory,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip


@dataclass(frozen=True)
class ServedApplication(Command):
    """A web application, forked from the nursery and served on its port; the one argument is its `module:factory`."""

    def begin(self, log: Path) -> Process:
        """Start it, in a session of its own, with its output in the log."""
        (factory,) = self.arguments
        return serve_application(factory, Address(self.host, self.port or 0), self.environment, self.directory, log)


def refuse_port_in_use(command: Command) -> None:
    """Refuse to start a process whose port another program has."""
    if command.port is None:
        return
    wanted, variable = f"Port {command.port} for {command.name}", command.port_variable or "the port"
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((command.host, command.port))
        except PermissionError:
            raise PortInUse(f"{wanted} may not be opened by this account: set {variable} to one above 1023.") from None
        except OSError:
            raise PortInUse(f"{wanted} is in use: set {variable} to a free one, or stop the program that uses it.") from None
