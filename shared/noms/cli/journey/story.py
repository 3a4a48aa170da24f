"""Telling the journey: each step in words, with the link to what it made."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from rich.console import Console

from noms.cli.places import LocalEstate

T = TypeVar("T")
_PATIENCE_SECONDS = 20.0
_LOOK_AGAIN_SECONDS = 0.2


class NothingArrived(RuntimeError):
    """Something that should have travelled between the services has not arrived in time."""


class Story:
    """What has been told so far; a silent story tells nothing and does the same."""

    def __init__(self, estate: LocalEstate, console: Console | None) -> None:
        self._estate = estate
        self._console = console
        self._step = 0

    def chapter(self, title: str) -> None:
        """Begin a part of the journey."""
        if self._console is not None:
            self._console.print(f"\n[bold]{title}[/]")

    def tell(self, sentence: str, service: str | None = None, path: str | None = None) -> None:
        """Tell one step, and where to read what it made."""
        self._step += 1
        if self._console is not None:
            self._console.print(f"{self._step:>3}. {sentence}")
            if service and path:
                self._console.print(f"     [dim]{self._estate.url(service)}{path}[/]")


async def arrived(what: str, look: Callable[[], Awaitable[T | None]]) -> T:
    """Wait until something that travels by event is there.

    Raises:
        NothingArrived: it is not there after twenty seconds.

    """
    for _ in range(int(_PATIENCE_SECONDS / _LOOK_AGAIN_SECONDS)):
        found = await look()
        if found is not None:
            return found
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
    raise NothingArrived(f"{what} has not arrived within {_PATIENCE_SECONDS:g} seconds: read the logs of the services.")
