"""`noms locations`: the nightly file of who is where."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from noms.cli.personas import PERSONAS
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import progress, results, stop
from noms.clients.location_files import FileSentAs, LocationFileSender, LocationFormat
from noms.clients.problems import ClientProblem, Unreachable
from noms.clients.tokens import GivenToken
from noms.contracts.offender_mgmt.location_files import LocationFileReport

PIECE_BYTES = 65_536
FORMATS = {".csv": LocationFormat.CSV, ".ndjson": LocationFormat.NDJSON, ".jsonl": LocationFormat.NDJSON}

locations = typer.Typer(help="Take in location files.", no_args_is_help=True)


@locations.callback()
def _group() -> None:
    """Take in location files."""


async def pieces_of(file: Path, sent: Callable[[int], None]) -> AsyncIterator[bytes]:
    """The file piece by piece, telling how many bytes have gone."""
    with file.open("rb") as opened:
        while piece := opened.read(PIECE_BYTES):
            yield piece
            sent(len(piece))


def show(report: LocationFileReport) -> None:
    """Print what the file changed, and each line that was not taken in."""
    before = " (taken in before: nothing was done now)" if report.taken_in_before else " (dry run)" if report.dry_run else ""
    results.print(
        f"{report.lines:,} lines: {report.received:,} received, {report.transferred:,} transferred, "
        f"{report.released:,} released, {report.unchanged:,} unchanged, {len(report.rejected):,} rejected{before}"
    )
    for held in report.departures_held_back:
        results.print(f"{held.establishment_code}: {held.missing:,} of {held.on_roll:,} are missing, nobody was released")
    for row in report.rejected:
        results.print(f"line {row.line}: {row.field}: {row.code}: {row.message}", markup=False)


async def _send(
    sender: LocationFileSender, pieces: AsyncIterator[bytes], kind: LocationFormat, sent_as: FileSentAs
) -> LocationFileReport:
    async with sender:
        return await sender.send(pieces, kind, sent_as)


def _load(sender: LocationFileSender, file: Path, sent_as: FileSentAs) -> LocationFileReport:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=progress) as bar:
        task = bar.add_task(file.name, total=file.stat().st_size)
        pieces = pieces_of(file, lambda number: bar.advance(task, number))
        return asyncio.run(_send(sender, pieces, FORMATS[file.suffix.lower()], sent_as))


@locations.command()
def load(
    file: Annotated[Path, typer.Argument(help="A file of lines: .ndjson, .jsonl or .csv.", exists=True, dir_okay=False)],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The night of the file.")],
    establishment: Annotated[str | None, typer.Option(help="The one prison of the file.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    persona: Annotated[str, typer.Option("--as", help="Whose reach decides who is found.")] = "population-manager",
) -> None:
    """Take in a nightly location file; every line that is not taken in is named. The same file twice changes nothing."""
    if persona not in PERSONAS or file.suffix.lower() not in FORMATS:
        stop(f"name a file ending in {', '.join(FORMATS)} and a persona ({', '.join(PERSONAS)}).")
    estate = LocalEstate(project_root())
    sender = LocationFileSender(estate.url("offender_mgmt"), GivenToken(estate.issuer().token(PERSONAS[persona])))
    try:
        report = _load(sender, file, FileSentAs(on.date(), establishment, dry_run))
    except Unreachable:
        stop(f"offender_mgmt does not answer at {estate.url('offender_mgmt')}: start it with `make run`.")
    except ClientProblem as problem:
        stop(" ".join([problem.problem.detail, *(error.message for error in problem.problem.errors)]))
    show(report)
