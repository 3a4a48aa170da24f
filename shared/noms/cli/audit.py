"""`noms audit`: whether the record of acts and readings is whole."""

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import SecretStr
from rich.progress import Progress, TaskID

from noms.chassis.audit.checkpoint import signing_key
from noms.chassis.audit.verify import Verdict, verify
from noms.chassis.database.engine import Database
from noms.chassis.embedded.refusal import ServerRefused
from noms.chassis.settings import Settings
from noms.cli.databases import MigrationUrlMissing, ServiceDatabase, open_databases
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import progress, results, stop

audit = typer.Typer(help="Check the audit record.", no_args_is_help=True)


@audit.callback()
def _group() -> None:
    """Check the audit record."""


def _places(estate: LocalEstate) -> tuple[Path, Path]:
    """The signing key and the folder of checkpoints: as a service is told them, else those of the local estate."""
    key = os.environ.get("NOMS_AUDIT_KEY_FILE")
    checkpoints = os.environ.get("NOMS_AUDIT_CHECKPOINT_DIRECTORY")
    return Path(key) if key else estate.audit_key_file, Path(checkpoints) if checkpoints else estate.checkpoints


async def _check(key_file: Path, checkpoints: Path, databases: Mapping[str, ServiceDatabase]) -> list[Verdict]:
    key = signing_key(key_file).public_key()
    with Progress(console=progress, transient=True) as bars:
        return [
            await _check_one(service, database, checkpoints, key, partial(_move, bars, bars.add_task(service, total=None)))
            for service, database in databases.items()
        ]


def _move(bars: Progress, bar: TaskID, done: int, total: int) -> None:
    bars.update(bar, completed=done, total=total)


async def _check_one(
    service: str, database: ServiceDatabase, checkpoints: Path, key: Ed25519PublicKey, moved: Callable[[int, int], None]
) -> Verdict:
    opened = Database(service, Settings(database_url=SecretStr(database.app_url), jwks="", follow=False))
    try:
        return await verify(opened, checkpoints, key, moved)
    finally:
        await opened.close()


@audit.command("verify")
def verify_audit(as_json: Annotated[bool, typer.Option("--json", help="Print the verdicts as JSON.")] = False) -> None:
    """Walk each service's audit chain and compare it with the signed checkpoints; exits 1 when anything was changed."""
    estate = LocalEstate(project_root())
    key_file, checkpoints = _places(estate)
    if not key_file.exists():
        stop("there is no audit key yet: start the services once with `make run`.")
    try:
        with open_databases(estate) as databases:
            verdicts = asyncio.run(_check(key_file, checkpoints, databases))
    except (ServerRefused, MigrationUrlMissing) as refused:
        stop(str(refused))
    if as_json:
        typer.echo(json.dumps([asdict(verdict) for verdict in verdicts]))
    else:
        _show(verdicts)
    raise typer.Exit(0 if all(verdict.holds for verdict in verdicts) else 1)


def _show(verdicts: list[Verdict]) -> None:
    for verdict in verdicts:
        word = "[green]whole[/]" if verdict.holds else "[bold red]CHANGED[/]"
        results.print(f"{verdict.service:<15} {word}  {verdict.entries:,} entries, {verdict.checkpoints:,} checkpoints")
        for fault in verdict.faults[:20]:
            results.print(f"    at {fault.sequence}: {fault.says}")
