"""What a running server says of itself in the file postmaster.pid of its data directory."""

import os
import signal
import socket
from dataclasses import dataclass
from pathlib import Path

READY = "ready"
_LINES = 8


@dataclass(frozen=True)
class Listening:
    """The process and the socket of a server that accepts connections."""

    pid: int
    port: int
    socket_folder: Path


def listening(data: Path) -> Listening | None:
    """Where the server of this data directory accepts connections; None while it starts, recovers, stops or is gone."""
    lines = _lines(data)
    if len(lines) < _LINES or lines[7].strip() != READY:
        return None
    found = Listening(int(lines[0]), int(lines[3]), Path(lines[4]))
    return found if _answers(found) else None


def recorded_pid(data: Path) -> int | None:
    """The process that the file names, alive or not."""
    lines = _lines(data)
    return int(lines[0]) if lines and lines[0].strip().isdigit() else None


def ask_to_stop(data: Path, how: signal.Signals) -> None:
    """Send the server a signal; only to be called while its processes hold the lock that proves it alive."""
    pid = recorded_pid(data)
    if pid is not None:
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            return


def _lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _answers(at: Listening) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(at.socket_folder / f".s.PGSQL.{at.port}"))
        except OSError:
            return False
    return True
