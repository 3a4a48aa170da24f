"""Ends the processes of a supervisor that died without ending them itself. A program of its own.

It reads the numbers of process groups from its input: `+12` for one that began, `-12` for one that ended. The input ends
when the supervisor does, even by `kill -9`; whatever groups are left then are asked to end, and after the grace ended.
"""

import os
import signal
import sys
import time
from collections.abc import Iterable

POLL_SECONDS = 0.05


def groups_left(notices: Iterable[bytes]) -> set[int]:
    """The groups that began and have not ended when the notices stop."""
    groups: set[int] = set()
    for notice in notices:
        group = int(notice[1:])
        if notice.startswith(b"+"):
            groups.add(group)
        else:
            groups.discard(group)
    return groups


def end_groups(groups: Iterable[int], *, grace_seconds: float) -> None:
    """Ask the groups to end, wait for the grace, then end what is left of them."""
    left = {group for group in groups if signal_group(group, signal.SIGTERM)}
    give_up_at = time.monotonic() + grace_seconds
    while left and time.monotonic() < give_up_at:
        time.sleep(POLL_SECONDS)
        left = {group for group in left if signal_group(group, 0)}
    for group in left:
        signal_group(group, signal.SIGKILL)


def signal_group(group: int, number: int) -> bool:
    """Send a signal to every process of a group; false if there is none left that may be signalled."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    end_groups(groups_left(sys.stdin.buffer), grace_seconds=float(sys.argv[1]))
