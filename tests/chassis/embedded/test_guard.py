"""The guard, the server's parent, takes the server with it, however it ends itself. Only Linux can promise that."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from chassis.embedded.watching import User, asked, has_stopped
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import ServerSettings


def parent_of(pid: int) -> int:
    """The process that started another."""
    return psutil.Process(pid).ppid()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_guard_ended_by_a_signal_takes_the_server_with_it(home: Path, user: Callable[..., User], how: signal.Signals):
    starter = user(home)

    os.kill(parent_of(int(starter.said()["server"])), how)

    assert has_stopped(home)


def test_a_start_right_after_the_guard_was_killed_waits_for_the_old_server_and_gets_a_new_one(
    home: Path, user: Callable[..., User]
):
    starter = user(home)
    server = int(starter.said()["server"])

    os.kill(parent_of(server), signal.SIGKILL)

    with EmbeddedServer(ServerSettings(home, durable=False)) as again:
        assert again.listening.pid != server
        assert asked(again, "SELECT 1") == 1
