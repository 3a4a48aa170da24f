"""A supervisor of one forked application, as a process of its own."""

# ruff: noqa: T201 - it speaks to the test through its output

import sys
from pathlib import Path

from noms.chassis import nursery
from noms.chassis.commands import ServedApplication
from noms.chassis.processes import Supervisor

if __name__ == "__main__":
    logs, port = Path(sys.argv[1]), int(sys.argv[2])
    with nursery.importing("fastapi"), Supervisor(logs, grace_seconds=3) as supervisor:
        supervisor.start(
            ServedApplication(
                "clerk", ["chassis.processes.child_application:application"], {"ROLE": "clerk"}, Path("/"),
                f"http://127.0.0.1:{port}/ready", port,
            )
        )  # fmt: skip
        supervisor.wait_until_ready()
        print("ready", flush=True)
        supervisor.watch()
    print("ended by", supervisor.asked_by.name if supervisor.asked_by else None, flush=True)
