"""`noms events`: what happened, as a consumer of the feed sees it."""

import asyncio
from typing import Annotated

import typer

from noms.cli.personas import PERSONAS, SERVICES
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import results, stop
from noms.clients.feed import FeedReader
from noms.clients.problems import ClientProblem, Unreachable
from noms.clients.tokens import GivenToken
from noms.contracts.events import CloudEvent

events = typer.Typer(help="Follow the event feed of a service.", no_args_is_help=True)


@events.callback()
def _group() -> None:
    """Follow the event feed of a service."""


def _show(event: CloudEvent, *, as_json: bool) -> None:
    if as_json:
        typer.echo(event.model_dump_json())
    else:
        results.print(f"{event.sequence:>7}  {event.time:%Y-%m-%d %H:%M:%S}  {event.type:<45} {event.subject}")


async def _tail(reader: FeedReader, after: int, *, as_json: bool, follow: bool) -> None:
    async with reader:
        if not follow:
            while batch := await reader.read(after=after):
                for event in batch:
                    _show(event, as_json=as_json)
                after = batch[-1].sequence
            return
        async for event in reader.tail(after=after):
            _show(event, as_json=as_json)


@events.command()
def tail(
    service: Annotated[str, typer.Argument(help=f"One of {', '.join(SERVICES)}.")],
    after: Annotated[int, typer.Option(help="Begin after this sequence.")] = 0,
    persona: Annotated[str, typer.Option("--as", help="Whose reach decides what is seen.")] = "auditor",
    as_json: Annotated[bool, typer.Option("--json", help="One CloudEvent a line.")] = False,
    follow: Annotated[bool, typer.Option(help="Wait for more at the end.")] = True,
) -> None:
    """Print the events of a service as they happen, from any place in the feed."""
    if service not in SERVICES or persona not in PERSONAS:
        stop(f"name a service ({', '.join(SERVICES)}) and a persona ({', '.join(PERSONAS)}).")
    estate = LocalEstate(project_root())
    reader = FeedReader(estate.url(service), GivenToken(estate.issuer().token(PERSONAS[persona])))
    try:
        asyncio.run(_tail(reader, after, as_json=as_json, follow=follow))
    except Unreachable:
        stop(f"{service} does not answer at {estate.url(service)}: start it with `make run`.")
    except ClientProblem as problem:
        stop(problem.problem.detail)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
