"""Starting a server under a guard, or finding the one that already runs."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from noms.chassis.embedded import guard
from noms.chassis.embedded.account import server_environment
from noms.chassis.embedded.cluster import lay_out, refuse_other_major, server_command
from noms.chassis.embedded.locks import POLL_SECONDS, FileLock
from noms.chassis.embedded.places import Places, socket_folder, within_reach
from noms.chassis.embedded.postmaster import Listening, listening, recorded_pid
from noms.chassis.embedded.programs import ServerPrograms, find_programs
from noms.chassis.embedded.refusal import ServerRefused, refusal_from
from noms.chassis.embedded.settings import ServerSettings

LARGEST_LOG_BYTES = 5_000_000

Guard = subprocess.Popen[bytes]


def stop_signal(settings: ServerSettings) -> signal.Signals:
    """How the server is told to stop: with everything saved, or at once if nothing need last."""
    return signal.SIGINT if settings.durable else signal.SIGQUIT


def join_or_launch(settings: ServerSettings, places: Places) -> tuple[Listening, Guard | None]:
    """Where the server listens, and its guard if we were the one to start it. Call it while holding the turn.

    A server that still starts, recovers or stops is waited for. Raises TimeoutError if none answers in time.
    """
    programs = find_programs(settings.programs)
    give_up_at = time.monotonic() + settings.start_timeout_seconds
    while time.monotonic() < give_up_at:
        alive = FileLock(places.alive)
        try:
            if alive.try_exclusive():
                _refuse_stranger(places)
                started = _launched(settings, places, programs, alive)
                return _first_answer(started, places, give_up_at), started.guard
            if (found := listening(places.data)) is not None:
                refuse_other_major(programs, places)
                return found, None
        finally:
            alive.close()
        time.sleep(POLL_SECONDS)
    raise TimeoutError


def _refuse_stranger(places: Places) -> None:
    """Refuse data that a server uses which does not hold our lock: somebody else started it."""
    if (found := listening(places.data)) is not None:
        raise ServerRefused(
            f"Process {found.pid} is a PostgreSQL that was not started from here and uses the data in {places.data}: "
            f"stop it with `kill -INT {found.pid}`, then start again."
        )


class _Started(NamedTuple):
    guard: Guard
    server_pid: int | None
    log_begins_at: int


def _launched(settings: ServerSettings, places: Places, programs: ServerPrograms, alive: FileLock) -> _Started:
    programs = within_reach(programs, places, settings.directory)
    _begin_log(places.log)
    lay_out(programs, places, durable=settings.durable)
    sockets = socket_folder(places, settings.port)
    order = _order(
        settings, places, sockets, server_command(programs, places, sockets, port=settings.port, durable=settings.durable), alive
    )
    with places.log.open("ab") as log:
        command = [sys.executable, "-I", "-S", str(Path(guard.__file__).resolve()), json.dumps(order)]
        started = subprocess.Popen(  # noqa: S603 - our own guard
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd="/",
            start_new_session=True,
            pass_fds=(alive.descriptor,),
        )
        begins_at = log.tell()
    return _Started(started, _reported_pid(started), begins_at)


def _reported_pid(started: Guard) -> int | None:
    """The server's process, as the guard says it; None if it could not even start the server."""
    if started.stdout is None:
        return None
    with started.stdout as said:
        line = said.readline()
    return int(line) if line else None


def _order(settings: ServerSettings, places: Places, sockets: Path, command: list[str], alive: FileLock) -> guard.Order:
    account = places.account
    environment = server_environment()
    stale = recorded_pid(places.data)
    if stale is not None:
        # We hold the lock that every process of this server holds, so whoever has this number now is somebody else. PostgreSQL
        # would take a living process of that number for a server; it skips the one named here, and keeps its other checks.
        environment["PG_GRANDPARENT_PID"] = str(stale)
    remove = [] if sockets.is_relative_to(places.home) else [str(sockets)]
    if settings.throw_away:
        remove += [str(settings.directory)] + ([] if places.home == settings.directory else [str(places.home.parent)])
    return guard.Order(
        command=command,
        environment=environment,
        account=None if account.is_ours else (account.uid, account.gid),
        users_lock=str(places.users),
        alive_descriptor=alive.descriptor,
        stop_signal=stop_signal(settings),
        stop_timeout_seconds=settings.stop_timeout_seconds,
        remove_when_stopped=remove,
    )


def _first_answer(started: _Started, places: Places, give_up_at: float) -> Listening:
    """Where the new server listens, once it has recovered whatever a crash left behind."""
    while time.monotonic() < give_up_at:
        if started.guard.poll() is not None:
            said = places.log.read_bytes()[started.log_begins_at :].decode(errors="replace")
            raise refusal_from(said, place=places.home, log=places.log)
        found = listening(places.data)
        if found is not None and found.pid == started.server_pid:
            return found
        time.sleep(POLL_SECONDS)
    raise TimeoutError


def _begin_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    os.close(os.open(log, os.O_CREAT | os.O_WRONLY, 0o600))
