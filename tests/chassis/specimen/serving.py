"""The specimen on a real socket: in a thread of the test, or as a process that can be told to end."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

ROOT = Path(__file__).parents[3]


def free_port() -> int:
    """A port on which nobody listens: a call to it is refused until somebody does."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(app: object, port: int) -> Iterator[str]:
    """Serve an application from a thread with a loop of its own; answers its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, timeout_graceful_shutdown=1, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server ended before it began"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


@dataclass
class Process:
    """A specimen that runs as a process of its own, and what it has written so far."""

    url: str
    process: "subprocess.Popen[str]"
    log: Path

    def words(self) -> str:
        return self.log.read_text()


@contextmanager
def process(environment: Mapping[str, str], log: Path) -> Iterator[Process]:
    """Run the specimen by uvicorn as services are run."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "chassis.specimen.main:application", "--factory", "--port", str(port)]
    paths = {"PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("", "shared", "tests"))}
    with log.open("w") as written:
        child = subprocess.Popen(command, env={**os.environ, **environment, **paths}, stdout=written, stderr=written, text=True)
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/ping", child, log)
            yield Process(f"http://127.0.0.1:{port}", child, log)
        finally:
            child.kill()
            child.wait(10)


def _wait_until_up(url: str, child: "subprocess.Popen[str]", log: Path) -> None:
    for _ in range(600):
        assert child.poll() is None, log.read_text()
        try:
            if httpx.get(url, timeout=1).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.05)
    raise AssertionError(log.read_text())


def settings_environment(database_url: str, jwks: str, issuer: str, **more: str) -> dict[str, str]:
    """What a process is told about its database and its issuer."""
    return {
        "NOMS_ENVIRONMENT": "test", "NOMS_DATABASE_URL": database_url, "NOMS_JWKS": jwks, "NOMS_ISSUER": issuer,
        "NOMS_FOLLOW": "false", **more,
    }  # fmt: skip
