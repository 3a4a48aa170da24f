"""However a user or the server comes to its end, nothing stays behind and the next start works."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chassis.embedded.watching import User, asked, has_stopped
from noms.chassis.embedded.databases import connect_as_superuser
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import ServerSettings

Begin = Callable[..., User]


def kept_server(home: Path) -> EmbeddedServer:
    """A hold on the server as these tests use it."""
    return EmbeddedServer(ServerSettings(home, durable=False))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_user_ended_by_a_signal_leaves_no_server_behind(home: Path, user: Begin, how: signal.Signals):
    starter = user(home)
    assert "server" in starter.said()

    starter.kill(how)

    assert has_stopped(home)


def test_the_server_outlives_its_starter_as_long_as_another_uses_it(home: Path, user: Begin):
    starter, other = user(home), kept_server(home)
    said = starter.said()
    other.start()
    assert other.listening.pid == said["server"]

    starter.kill(signal.SIGKILL)
    time.sleep(0.1)
    assert asked(other, "SELECT 1") == 1

    other.stop()
    assert has_stopped(home, within_seconds=0)


def test_two_users_that_begin_at_once_on_a_fresh_directory_share_one_server(folder: Path, user: Begin):
    both = [user(folder / "home") for _ in range(2)]

    said = [each.said() for each in both]
    assert said[0]["server"] == said[1]["server"]

    assert [each.leave() for each in both] == [0, 0]
    assert has_stopped(folder / "home", within_seconds=0)


def test_a_starter_killed_while_it_lays_out_the_directory_does_not_spoil_the_next_start(folder: Path, user: Begin):
    starter = user(folder / "home")
    give_up_at = time.monotonic() + 10
    while not list(folder.glob("home/data.half-made-*/global")):
        assert time.monotonic() < give_up_at
        time.sleep(0.002)
    starter.kill(signal.SIGKILL)

    with kept_server(folder / "home") as server:
        assert asked(server, "SELECT 1") == 1
        assert not list(folder.glob("home/data.half-made-*/PG_VERSION"))


def test_a_killed_server_is_recovered_by_the_next_start_even_while_old_work_still_runs(home: Path):
    with EmbeddedServer(ServerSettings(home)) as server:
        asked(server, "CREATE TABLE kept AS SELECT 7 AS number")
        asyncio.run(leave_busy(server, seconds=1.0))
        os.kill(server.listening.pid, signal.SIGKILL)
        assert not has_stopped(home, within_seconds=0)

        with EmbeddedServer(ServerSettings(home)) as again:
            assert again.listening.pid != server.listening.pid
            assert asked(again, "SELECT number FROM kept") == 7
        assert not has_stopped(home, within_seconds=0), "the first user has not left yet"
    assert has_stopped(home, within_seconds=0)


async def leave_busy(server: EmbeddedServer, *, seconds: float) -> None:
    """Begin work in the server that does not notice when the server is killed, and do not wait for it."""
    connection = await connect_as_superuser(server)
    busy = f"DO $$ DECLARE t timestamptz := clock_timestamp(); BEGIN WHILE clock_timestamp() < t + interval '{seconds} s' LOOP END LOOP; END $$"
    begun = asyncio.create_task(connection.execute(busy))
    await asyncio.sleep(0.1)
    connection.terminate()
    await asyncio.gather(begun, return_exceptions=True)


def leave_stale_pid(home: Path, pid: int) -> None:
    """Leave what a server leaves that was ended by a loss of power, under the number of another process."""
    lines = [str(pid), str(home / "data"), "1700000000", "5432", str(home / "socket"), "", "", "ready"]
    left = home / "data" / "postmaster.pid"
    left.write_text("\n".join(lines) + "\n")
    owner = left.parent.stat()
    os.chown(left, owner.st_uid, owner.st_gid)
    left.chmod(0o600)


def test_the_mark_of_a_server_that_is_dead_is_no_hindrance(home: Path):
    dead = subprocess.Popen(["true"])
    dead.wait()
    leave_stale_pid(home, dead.pid)

    with kept_server(home) as server:
        assert asked(server, "SELECT 1") == 1


def test_the_mark_of_a_dead_server_whose_number_another_process_now_has_is_no_hindrance(home: Path):
    owner = (home / "data").stat()
    stranger = subprocess.Popen(["sleep", "60"], user=owner.st_uid)
    try:
        leave_stale_pid(home, stranger.pid)

        with kept_server(home) as server:
            assert asked(server, "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()
