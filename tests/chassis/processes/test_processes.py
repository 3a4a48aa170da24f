"""Processes begin together, are watched, and end together, whatever becomes of any of them."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from noms.chassis.commands import Command, PortInUse
from noms.chassis.process_guard import groups_left
from noms.chassis.processes import ProcessDied, Supervisor

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[3] / "shared"


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def command(name: str, *words: str, port: int | None = None) -> Command:
    """A child that serves on the port, or one that only stays."""
    return Command(
        name,
        [sys.executable, "-I", "-S", str(HERE / "child_program.py"), str(port or 0), *words],
        {"ROLE": name},
        HERE,
        ready_url=f"http://127.0.0.1:{port}/ready" if port else None,
        port=port,
        port_variable=f"NOMS_{name.upper()}_PORT",
    )


def is_gone(pid: int, *, within_seconds: float = 5.0) -> bool:
    """Whether the process has ended; one that its new parent has not yet collected counts as ended."""
    give_up_at = time.monotonic() + within_seconds
    while time.monotonic() < give_up_at:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def pid_in(log: Path) -> int:
    """The grandchild's number, as its parent wrote it to its log."""
    give_up_at = time.monotonic() + 5
    while time.monotonic() < give_up_at:
        found = re.search(r"grandchild (\d+)", log.read_text()) if log.exists() else None
        if found:
            return int(found.group(1))
        time.sleep(0.02)
    raise AssertionError(f"no grandchild in {log}")


def test_processes_are_ready_when_they_say_so_and_gone_after_leaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    first, second = free_port(), free_port()

    with Supervisor(tmp_path) as supervisor:
        supervisor.start(command("first", port=first), command("second", "late", port=second))
        supervisor.wait_until_ready()
        with socket.create_connection(("127.0.0.1", first)), socket.create_connection(("127.0.0.1", second)):
            pass

    for port in (first, second):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))


def test_a_process_runs_where_and_with_what_it_is_told_and_its_log_is_kept(tmp_path: Path):
    for _ in range(2):
        with Supervisor(tmp_path) as supervisor:
            supervisor.start(command("clerk", port=free_port()))
            supervisor.wait_until_ready()

    expected = f"begun in {HERE} as clerk\n"
    assert (tmp_path / "clerk.log").read_text() == expected
    assert (tmp_path / "clerk.log.1").read_text() == expected


def test_a_process_that_ends_while_it_starts_is_named_with_its_last_words(tmp_path: Path):
    port = free_port()
    with pytest.raises(ProcessDied) as died:
        run_until_it_fails(Supervisor(tmp_path), command("well", port=port), command("clerk", "die", port=free_port()))

    assert died.value.message == f"clerk ended by itself (exit code 1): its log is {tmp_path / 'clerk.log'}."
    assert died.value.last_lines[-1] == "cannot go on: no paper"
    assert "no paper" in str(died.value)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_process_that_ends_later_is_named_with_its_last_words(tmp_path: Path):
    with pytest.raises(ProcessDied, match=r"clerk ended by itself \(exit code 7\)") as died:
        run_until_it_fails(Supervisor(tmp_path), command("clerk", "die_when_ready", port=free_port()))

    assert died.value.last_lines[-1] == "the floor gave way"


def test_a_process_killed_from_outside_is_reported_with_the_signal(tmp_path: Path):
    with Supervisor(tmp_path) as supervisor:
        supervisor.start(command("clerk", "grandchild"))
        os.kill(parent_of(pid_in(tmp_path / "clerk.log")), signal.SIGKILL)
        with pytest.raises(ProcessDied, match="signal SIGKILL"):
            supervisor.watch()

    assert is_gone(pid_in(tmp_path / "clerk.log"))


def run_until_it_fails(supervisor: Supervisor, *commands: Command) -> None:
    """Start the commands and watch them, as `noms up` does."""
    with supervisor:
        supervisor.start(*commands)
        supervisor.wait_until_ready()
        supervisor.watch()


def parent_of(pid: int) -> int:
    return psutil.Process(pid).ppid()


def test_a_process_that_is_not_ready_in_time_is_named(tmp_path: Path):
    never_ready = replace(command("clerk"), ready_url=f"http://127.0.0.1:{free_port()}/ready")

    with pytest.raises(ProcessDied, match=r"clerk was not ready within 0\.3 seconds"):
        run_until_it_fails(Supervisor(tmp_path, ready_timeout_seconds=0.3), never_ready)


def test_a_process_that_does_not_obey_is_ended_after_the_grace_with_all_it_started(tmp_path: Path):
    port = free_port()
    with Supervisor(tmp_path, grace_seconds=0.3) as supervisor:
        supervisor.start(command("clerk", "ignore_term", "grandchild", port=port))
        supervisor.wait_until_ready()
        left_at = time.monotonic()

    assert 0.3 <= time.monotonic() - left_at < 5
    assert is_gone(pid_in(tmp_path / "clerk.log"))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_port_in_use_is_named_with_its_variable_before_anything_starts(tmp_path: Path):
    free = free_port()
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]

    with taken, pytest.raises(PortInUse) as refused:
        run_until_it_fails(Supervisor(tmp_path), command("free", port=free), command("clerk", port=port))

    assert refused.value.message == (
        f"Port {port} for clerk is in use: set NOMS_CLERK_PORT to a free one, or stop the program that uses it."
    )
    assert not (tmp_path / "free.log").exists()


def test_a_port_taken_on_all_addresses_is_in_use_here_too(tmp_path: Path):
    with socket.create_server(("", 0)) as taken, pytest.raises(PortInUse):
        run_until_it_fails(Supervisor(tmp_path), command("clerk", port=taken.getsockname()[1]))


def begun_supervisor(logs: Path) -> "subprocess.Popen[str]":
    """A supervisor in its own process, once its children have begun."""
    begun = subprocess.Popen(
        [sys.executable, str(HERE / "supervisor_program.py"), str(logs)],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(SHARED)},
    )  # fmt: skip
    assert begun.stdout is not None
    assert begun.stdout.readline() == "ready\n"
    return begun


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_supervisor_asked_to_stop_ends_all_processes_and_then_itself(tmp_path: Path, how: signal.Signals):
    begun = begun_supervisor(tmp_path)
    grandchild = pid_in(tmp_path / "parent.log")
    parent = parent_of(grandchild)

    begun.send_signal(how)

    said, _ = begun.communicate(timeout=10)
    assert (said, begun.returncode) == (f"ended by {how.name}\n", 0)
    assert is_gone(parent, within_seconds=0.5)
    assert is_gone(grandchild, within_seconds=0.5)


def test_a_supervisor_killed_outright_leaves_no_process_behind(tmp_path: Path):
    begun = begun_supervisor(tmp_path)
    grandchild = pid_in(tmp_path / "parent.log")
    parent = parent_of(grandchild)

    begun.kill()
    begun.communicate(timeout=10)

    assert is_gone(parent)
    assert is_gone(grandchild)


def test_the_guard_forgets_the_groups_that_ended():
    assert groups_left([b"+11\n", b"+12\n", b"-11\n", b"-13\n"]) == {12}
