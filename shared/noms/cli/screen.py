"""What people see: progress on standard error, results on standard output, one sentence and a non-zero code on failure."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import stamina.instrumentation
import typer
from rich.console import Console

stamina.instrumentation.set_on_retry_hooks([])  # the commands say themselves what does not answer

results = Console(highlight=False, soft_wrap=True)
progress = Console(stderr=True, highlight=False)


class Stopped(Exception):
    """The command cannot go on. Its text is one sentence that says what to do."""


def stop(sentence: str) -> NoReturn:
    """Say what to do, and end with a non-zero code."""
    progress.print(f"[bold red]noms:[/] {sentence}", markup=True)
    raise typer.Exit(1)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Show what is being done while it is done, and a tick when it is."""
    with progress.status(doing):
        yield
    progress.print(f"[green]✓[/] {doing}")
