"""`noms doctor`: what works here, what does not, and what to do about it."""

import json
import platform
import shutil
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import httpx
import typer

from noms.chassis.embedded.programs import find_programs
from noms.chassis.embedded.refusal import ServerRefused
from noms.cli.databases import server_settings
from noms.cli.personas import SERVICES
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import results

_ENOUGH_DISK_BYTES = 1_000_000_000
_ENOUGH_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    well: bool
    says: str


def _machine(estate: LocalEstate) -> Iterator[Finding]:
    version = platform.python_version_tuple()
    enough = (int(version[0]), int(version[1])) >= _ENOUGH_PYTHON
    yield Finding("Python", enough, f"{platform.python_version()}{'' if enough else ': 3.11 or newer is needed'}")
    free = shutil.disk_usage(estate.root).free
    room = free > _ENOUGH_DISK_BYTES
    yield Finding("disk", room, f"{free / 1e9:.1f} GB free{'' if room else ': make room, 1 GB is needed'}")
    try:
        found = find_programs(server_settings(estate).programs)
        yield Finding("PostgreSQL", True, f"server programs of version {found.major}")
    except ServerRefused as refused:
        yield Finding("PostgreSQL", False, refused.message)


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _process(estate: LocalEstate, process: str) -> Finding:
    url = estate.url(process)
    if not _listening(estate.port(process)):
        return Finding(process, False, f"nothing answers at {url}: start everything with `make run`")
    try:
        answer = httpx.get(f"{url}/{'ping' if process == 'issuer' else 'health'}", timeout=3)
        told = answer.json()
    except (httpx.HTTPError, ValueError):
        told = {}
    if told.get("status") == "UP":
        return Finding(process, True, f"up at {url}")
    return Finding(process, False, f"something at {url} is not well: read {estate.logs / process}.log")


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False) -> None:
    """Look at the machine and the running services; exits 1 when something needs attention."""
    estate = LocalEstate(project_root())
    findings = [*_machine(estate), *(_process(estate, process) for process in ("issuer", *SERVICES))]
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings]))
    else:
        for finding in findings:
            results.print(f"{'[green]✓[/]' if finding.well else '[bold red]✗[/]'} {finding.what:<15} {finding.says}")
    raise typer.Exit(0 if all(finding.well for finding in findings) else 1)
