"""`make bench`: start one private PostgreSQL and all variants, compare their answers, then load them in turn."""

import asyncio
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import typer
from rich.console import Console
from sqlalchemy.engine import make_url

from bench import custody_nights, growth, settlement_year
from bench.load import Round, drive, fetch
from bench.machine import cpu_seconds, resident_megabytes
from bench.pages import APPLICATIONS, PORTS, SERVICES, Page, pages
from bench.report import Measured, show
from noms.chassis.commands import Command
from noms.chassis.database.engine import connection_arguments
from noms.chassis.database.migrate import migrations_of, upgrade
from noms.chassis.embedded.databases import ensure_database
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import ServerSettings
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona
from noms.chassis.processes import Supervisor
from noms.chassis.settings import Environment

ROOT = Path(__file__).resolve().parents[1]
CASES = 20_000
CONNECTIONS = 16
COMPARED = 200
BENCH_ISSUER = "http://issuer.bench"
AUDITOR = Persona("bench", "NOMS", CallerKind.STAFF, ("auditor",), {"everything": True})
says = Console(stderr=True, highlight=False)


def databases(server: EmbeddedServer, cases: int) -> Mapping[str, str]:
    """A migrated database for each service, filled with cases and agreements; answers the runtime role's addresses."""
    for service in SERVICES:
        asyncio.run(ensure_database(server, service, f"{service}_owner", f"{service}_app"))
        upgrade(migrations_of(service), server.url(service, f"{service}_owner"), f"{service}_app")
    with says.status(f"making {cases:,} cases"):
        asyncio.run(_fill(server.url("offender_mgmt", "postgres"), "seed.sql", cases))
        asyncio.run(_fill(server.url("commissioning", "postgres"), "agreements.sql", cases))
    return {service: server.url(service, f"{service}_app") for service in SERVICES}


def growing(server: EmbeddedServer) -> tuple[str, str]:
    """An empty database of offender_mgmt by itself: the addresses of its runtime role and of its superuser."""
    asyncio.run(ensure_database(server, growth.NAME, f"{growth.NAME}_owner", f"{growth.NAME}_app"))
    upgrade(migrations_of("offender_mgmt"), server.url(growth.NAME, f"{growth.NAME}_owner"), f"{growth.NAME}_app")
    return server.url(growth.NAME, f"{growth.NAME}_app"), server.url(growth.NAME, "postgres")


async def _fill(url: str, name: str, cases: int) -> None:
    connection = await asyncpg.connect(**connection_arguments(make_url(url)))
    try:
        await connection.execute(Path(__file__).with_name(name).read_text("utf-8").replace(":cases", str(cases)))
    finally:
        await connection.close()


@dataclass(frozen=True, slots=True)
class Started:
    """The processes of a run."""

    pids: Mapping[str, int]
    seconds: Mapping[str, float]
    """How long each took from its start to its first answer."""


def _environment(urls: Mapping[str, str], folder: Path, issuer: DevelopmentIssuer) -> dict[str, str]:
    jwks = folder / "jwks.json"
    jwks.write_text(json.dumps(issuer.jwks()))
    told = {f"NOMS_DATABASE_URL_{service.upper()}": url for service, url in urls.items()}
    code = os.pathsep.join([str(ROOT), str(ROOT / "shared")])
    return {**os.environ, **told, "NOMS_JWKS": str(jwks), "NOMS_ISSUER": BENCH_ISSUER, "NOMS_FOLLOW": "false",
            "NOMS_LOG_LEVEL": "WARNING", "PYTHONPATH": code}  # fmt: skip


@contextmanager
def running(environment: Mapping[str, str], logs: Path) -> Iterator[Started]:
    """All variants, each a process of its own, started one after the other."""
    starts = {}
    with Supervisor(logs) as supervisor:
        for name, application in APPLICATIONS.items():
            ready = f"http://127.0.0.1:{PORTS[name]}/ping" if application.startswith("services") else None
            arguments = [sys.executable, "-m", "uvicorn", application, "--factory", "--port", str(PORTS[name]), "--no-access-log",
                         "--log-level", "warning"]  # fmt: skip
            begun = time.monotonic()
            supervisor.start(Command(name, arguments, environment, ROOT, ready, PORTS[name]))
            supervisor.wait_until_ready()
            starts[name] = time.monotonic() - begun
        asyncio.run(_await_open(*(PORTS[name] for name, made in APPLICATIONS.items() if made.startswith("bench"))))
        yield Started(supervisor.process_ids(), starts)


async def _await_open(*ports: int) -> None:
    for port in ports:
        for _ in range(200):
            try:
                (await asyncio.open_connection("127.0.0.1", port))[1].close()
                break
            except OSError:
                await asyncio.sleep(0.1)


async def compare(wanted: Sequence[Page]) -> None:
    """Stop unless all variants give the same answers: a fast wrong page is not a result."""
    for page in wanted:
        for path in page.paths[:COMPARED]:
            answers = {name: await fetch(target, path) for name, target in page.targets().items()}
            bodies = {name: json.loads(body) for name, (status, body) in answers.items() if status == 200}  # noqa: PLR2004
            if len(bodies) < len(answers) or any(_timeless(body) != _timeless(bodies["product"]) for body in bodies.values()):
                told = {name: (status, body[:300]) for name, (status, body) in answers.items()}
                raise SystemExit(f"the variants disagree on {page.name} {path}: {told}")


def _timeless(body: dict[str, Any]) -> dict[str, Any]:
    """An answer without the instant at which it was asked for."""
    return {name: value for name, value in body.items() if name != "known_at"}


async def measure(wanted: Sequence[Page], pids: Mapping[str, int], rounds: int, seconds: float) -> list[Measured]:
    """Load each variant in turn, round by round, so that a slow minute of the machine hits all alike."""
    found = []
    for page in wanted:
        variants = page.targets()
        for target in variants.values():
            await drive(target, connections=CONNECTIONS, seconds=1)
        seen: dict[str, list[tuple[float, Round]]] = {name: [] for name in variants}
        for number in range(rounds):
            for name, target in variants.items():
                says.print(f"[dim]{page.name}, round {number + 1} of {rounds}: {name}[/]")
                process = pids[page.processes[name]]
                before = cpu_seconds(process)
                one = await drive(target, connections=CONNECTIONS, seconds=seconds)
                seen[name].append(((cpu_seconds(process) - before) / one.requests * 1e6, one))
        for name, pairs in seen.items():
            cpu = sorted(each for each, _ in pairs)[len(pairs) // 2]
            found.append(Measured(page.name, name, [one for _, one in pairs], cpu))
    return found


def main(
    cases: Annotated[int, typer.Option(help="How many cases to make.")] = CASES,
    rounds: Annotated[int, typer.Option(help="Rounds of load for each variant.")] = 5,
    seconds: Annotated[float, typer.Option(help="Seconds of load in a round.")] = 3.0,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all figures to this file.")] = None,
) -> None:
    """Measure the hot reads against a bare handler and against ORM objects, and settle a national year."""
    crns = [f"B{number:06d}" for number in range(10, cases, max(10, cases // 1_000 // 10 * 10))]
    with tempfile.TemporaryDirectory() as made, EmbeddedServer(ServerSettings.for_tests()) as server:
        folder = Path(made)
        issuer = DevelopmentIssuer.in_folder(folder, environment=Environment.TEST, issuer=BENCH_ISSUER)
        urls = databases(server, cases)
        with says.status("settling a national year"):
            year = settlement_year.measure(urls["commissioning"])
        reader = Persona("bench", "LDN", CallerKind.STAFF, ("programme-team",), {"organisations": ["LDN"]})
        with running(_environment(urls, folder, issuer), folder / "logs") as started:
            says.print(f"[dim]Python {platform.python_version()}, {os.cpu_count()} cores, {cases:,} cases[/]")
            wanted = pages(crns, trust_token=issuer.token(reader), auditor_token=issuer.token(AUDITOR))
            asyncio.run(compare(wanted))
            found = asyncio.run(measure(wanted, started.pids, rounds, seconds))
            memory = {name: resident_megabytes(started.pids[name]) for name in SERVICES}
            well = show(found, memory, {name: started.seconds[name] for name in SERVICES}, json_file)
        with says.status("filling a ledger of three million movements"):
            nights = custody_nights.measure(urls["offender_mgmt"], server.url("offender_mgmt", "postgres"), cases)
        with says.status(f"growing to {growth.SIZES[-1]:,} cases"):
            grown = growth.measure(*growing(server))
    settlement_year.show(year, json_file)
    custody_nights.show(nights, json_file)
    growth.show(grown, json_file)
    raise typer.Exit(0 if well and year.reached and nights.reached and grown.reached else 1)


if __name__ == "__main__":
    typer.run(main)
