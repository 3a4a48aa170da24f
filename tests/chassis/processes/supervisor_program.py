"""A supervisor as a process of its own, with one obedient child and one that has a stubborn child itself."""

# ruff: noqa: T201 - it speaks to the test through its output

import os
import sys
from pathlib import Path

from noms.chassis.commands import Command
from noms.chassis.processes import Supervisor

CHILD = str(Path(__file__).parent / "child_program.py")


def child(name: str, *words: str) -> Command:
    return Command(name, [sys.executable, CHILD, "0", *words], dict(os.environ), Path("/"))


if __name__ == "__main__":
    with Supervisor(Path(sys.argv[1]), grace_seconds=0.5) as supervisor:
        supervisor.start(child("plain"), child("parent", "grandchild"))
        supervisor.wait_until_ready()
        print("ready", flush=True)
        supervisor.watch()
    print("ended by", supervisor.asked_by.name if supervisor.asked_by else None, flush=True)
