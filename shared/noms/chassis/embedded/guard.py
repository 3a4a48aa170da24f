"""The parent of the server: stops it as soon as nobody holds the users' lock any more. A program of its own.

It needs the standard library alone, and is started as its own session so that Ctrl-C in a terminal reaches the services
first and the server last. Should the guard itself be killed, Linux tells the server to stop (`PR_SET_PDEATHSIG`).
"""

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from types import FrameType
from typing import NamedTuple

PR_SET_PDEATHSIG = 1


class Order(NamedTuple):
    """What the guard is told on its command line."""

    command: list[str]
    environment: dict[str, str]
    account: tuple[int, int] | None
    """The account and group to switch to; None to stay what we are."""

    users_lock: str
    alive_descriptor: int
    """An open file, locked by the starter, that the server inherits and so keeps locked while it lives."""

    stop_signal: int
    stop_timeout_seconds: float
    remove_when_stopped: list[str]


def main(order: Order) -> int:
    """Run the server until nobody uses it; return how it ended."""
    users = os.open(order.users_lock, os.O_RDWR)
    server = _started(order)
    os.close(order.alive_descriptor)

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.send_signal(order.stop_signal)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    threading.Thread(target=_stop_when_unused, args=(order, users, server), daemon=True).start()
    with contextlib.suppress(BrokenPipeError):
        print(server.pid, flush=True)  # noqa: T201 - the starter waits for this line
    ended = server.wait()
    for path in order.remove_when_stopped:
        shutil.rmtree(path, ignore_errors=True)
    return 0 if ended == 0 else 1


def _started(order: Order) -> "subprocess.Popen[bytes]":
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def end_with_the_guard() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, order.stop_signal, 0, 0, 0)

    uid, gid = order.account or (None, None)
    return subprocess.Popen(  # noqa: S603 - the command of our own starter
        order.command, env=order.environment, cwd="/", stdin=subprocess.DEVNULL, stdout=sys.stderr,
        pass_fds=(order.alive_descriptor,),
        user=uid, group=gid, extra_groups=None if uid is None else [],
        preexec_fn=end_with_the_guard,  # noqa: PLW1509 - no thread runs yet
    )  # fmt: skip


def _stop_when_unused(order: Order, users: int, server: "subprocess.Popen[bytes]") -> None:
    fcntl.flock(users, fcntl.LOCK_EX)
    for number in (order.stop_signal, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(number)
        try:
            server.wait(order.stop_timeout_seconds)
        except subprocess.TimeoutExpired:
            continue
        return


if __name__ == "__main__":
    sys.exit(main(Order(*json.loads(sys.argv[1]))))
