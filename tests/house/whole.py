"""The whole house, run as a user runs it: `noms up` in a process of its own, real HTTP between the services."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = ("issuer", "commissioning", "offender_mgmt", "interventions")


def free_ports(number: int) -> list[int]:
    sockets = [socket.socket() for _ in range(number)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


@dataclass
class House:
    """A running `noms up`, and a way to run other `noms` commands beside it."""

    home: Path
    environment: dict[str, str]
    process: "subprocess.Popen[str] | None" = None
    output: str = ""

    def noms(self, *arguments: str, timeout: float = 120, **changes: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "noms.cli", *arguments]
        told = self.environment | changes
        return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=timeout, check=False)

    def start(self) -> float:
        """Start everything; answers after how many seconds it was ready."""
        log = (self.home / "up.txt").open("w")
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "noms.cli", "up"],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        while "NOMS is running" not in (self.home / "up.txt").read_text():
            assert self.process.poll() is None, (self.home / "up.txt").read_text()
            assert time.monotonic() - begun < 120, (self.home / "up.txt").read_text()
            time.sleep(0.05)
        self.output = (self.home / "up.txt").read_text()
        return time.monotonic() - begun

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(30)

    def token(self, persona: str) -> str:
        return self.noms("token", "--as", persona).stdout.strip().splitlines()[-1]

    def url(self, process: str) -> str:
        return f"http://127.0.0.1:{self.environment[f'NOMS_PORT_{process.upper()}']}"


@contextmanager
def a_house(folder: Path) -> Iterator[House]:
    ports = dict(zip(PROCESSES, free_ports(len(PROCESSES)), strict=True))
    told = {f"NOMS_PORT_{process.upper()}": str(port) for process, port in ports.items()}
    code = os.pathsep.join([str(ROOT), str(ROOT / "shared")])
    house = House(folder, {**os.environ, **told, "NOMS_HOME": str(folder), "PYTHONPATH": code, "COLUMNS": "200"})
    try:
        yield house
    finally:
        if house.process is not None and house.process.poll() is None:
            house.stop(signal.SIGTERM)
