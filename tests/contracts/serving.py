"""A service in a process of its own, and the fuzzer against it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from noms.chassis.settings import Settings

ROOT = Path(__file__).parents[2]
SETTINGS = Path(__file__).with_name("schemathesis.toml")
READY_WITHIN_SECONDS = 60
CODE = os.pathsep.join(str(ROOT / folder) for folder in (".", "shared", "tests"))


@dataclass(frozen=True)
class Outcome:
    """What the fuzzer found."""

    exit_code: int
    output: str
    log: str = ""
    """What the service said meanwhile: the error behind every fault of ours."""

    @property
    def cases(self) -> int:
        """How many requests it made up."""
        counted = re.search(r"([\d,]+) generated", self.output)
        return int(counted[1].replace(",", "")) if counted else 0


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def served(name: str, settings: Settings, log: Path) -> Iterator[str]:
    """Run a service as it is run in production, on a loopback port; answers its address."""
    port = _free_port()
    told = {
        "NOMS_ENVIRONMENT": "test", "NOMS_DATABASE_URL": settings.database_url.get_secret_value(), "NOMS_JWKS": settings.jwks,
        "NOMS_ISSUER": settings.issuer, "NOMS_FOLLOW": "false", "NOMS_LOG_LEVEL": "ERROR", "PYTHONPATH": CODE,
    }  # fmt: skip
    command = [sys.executable, "-m", "uvicorn", f"services.{name}.main:application", "--factory", "--host", "127.0.0.1"]
    with log.open("w") as written:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--no-access-log"], cwd=ROOT, env={**_inherited(), **told},
            stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/health/readiness", process, log)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("NOMS_")}


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def settings_with(known: Mapping[str, Sequence[str]], folder: Path) -> Path:
    """The settings of the fuzzer, with identifiers that exist: without them it would find nothing behind a path."""
    lists = [f"[dictionaries.{name}]\nvalues = {json.dumps(list(values))}" for name, values in known.items() if values]
    places = [
        f'"{place}.{name}" = {{ dictionary = "{name}", probability = 0.7 }}'
        for name, values in known.items()
        if values
        for place in ("path", "query", "body")
    ]
    path = folder / SETTINGS.name
    path.write_text("\n\n".join([SETTINGS.read_text(encoding="utf-8"), *lists, "[parameters]", *places]), encoding="utf-8")
    return path


def fuzz(address: str, token: str, folder: Path, known: Mapping[str, Sequence[str]], *arguments: str) -> Outcome:
    """Hold the service's document against what it answers."""
    settings = settings_with(known, folder)
    command = [
        str(Path(sys.executable).with_name("st")),
        "--config-file",
        str(settings),
        "run",
        f"{address}/openapi.json",
        "--wait-for-schema",
        "120",
    ]
    told = subprocess.run(
        [*command, "--header", f"Authorization: Bearer {token}", "--output-truncate", "false", *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": CODE, "COLUMNS": "160", "NO_COLOR": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Outcome(told.returncode, told.stdout + told.stderr)
