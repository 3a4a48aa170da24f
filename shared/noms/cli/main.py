"""The `noms` command, put together."""

import sys
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from importlib import import_module

import typer

from noms.chassis import nursery

COMMANDS: Mapping[str, str] = {
    "up": "noms.cli.up",
    "demo": "noms.cli.demo",
    "token": "noms.cli.token",
    "doctor": "noms.cli.doctor",
    "migrate": "noms.cli.migrate",
    "events": "noms.cli.events",
    "audit": "noms.cli.audit",
    "locations": "noms.cli.locations",
    "stakes": "noms.cli.stakes",
}
"""Each command, and the module that holds it under the same name. Only the one that is asked for is imported."""

SHARED_BY_ALL_PROCESSES = ("uvicorn.config", "noms.chassis.app", "noms.cli.main")


def command_line(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line with these commands."""
    line = typer.Typer(
        help="NOMS on one machine.", no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False
    )
    line.callback(help="NOMS on one machine.")(lambda: None)
    for name in names:
        found = getattr(import_module(COMMANDS[name]), name)
        if isinstance(found, typer.Typer):
            line.add_typer(found, name=name)
        else:
            line.command(name)(found)
    return line


def app() -> None:
    """Do what the words after `noms` ask for."""
    asked = sys.argv[1:2]
    known = [name for name in asked if name in COMMANDS]
    # For `noms up`, the services' imports begin in their own process while this one imports for itself.
    with nursery.importing(*SHARED_BY_ALL_PROCESSES) if asked == ["up"] else nullcontext():
        command_line(known or COMMANDS)()
