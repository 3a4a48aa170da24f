"""Applications forked from the nursery live, are watched and end as every other process does."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from noms.chassis.commands import ServedApplication
from noms.chassis.processes import ProcessDied, Supervisor

HERE = Path(__file__).parent
TESTS = HERE.parents[1]
SHARED = TESTS.parent / "shared"
FACTORY = "chassis.processes.child_application:application"


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def served(name: str, port: int, factory: str = FACTORY) -> ServedApplication:
    return ServedApplication(name, [factory], {"ROLE": name}, HERE, f"http://127.0.0.1:{port}/ready", port)


def test_each_application_has_its_own_environment_and_folder_and_ends_in_order(tmp_path: Path):
    first, second = free_port(), free_port()
    with Supervisor(tmp_path) as supervisor:
        supervisor.start(served("first", first), served("second", second))
        supervisor.wait_until_ready()
        answers = [httpx.get(f"http://127.0.0.1:{port}/ready", trust_env=False).json() for port in (first, second)]

    assert [answer["role"] for answer in answers] == ["first", "second"]
    assert {answer["variables"] for answer in answers} == {"1"}
    assert {answer["directory"] for answer in answers} == {str(HERE)}
    assert (tmp_path / "first.log").read_text().endswith("ended in order\n")


def test_an_application_that_cannot_be_made_is_named_with_the_reason(tmp_path: Path):
    absent = served("clerk", free_port(), "chassis.processes.child_application:nobody")

    with Supervisor(tmp_path) as supervisor:
        supervisor.start(absent)
        with pytest.raises(ProcessDied, match=r"clerk ended by itself \(exit code 3\)") as died:
            supervisor.wait_until_ready()

    assert "nobody" in "\n".join(died.value.last_lines)


def test_an_application_killed_from_outside_is_reported_with_the_signal(tmp_path: Path):
    with Supervisor(tmp_path) as supervisor:
        supervisor.start(served("clerk", free_port()))
        supervisor.wait_until_ready()
        os.kill(supervisor.process_ids()["clerk"], signal.SIGKILL)
        with pytest.raises(ProcessDied, match="signal SIGKILL"):
            supervisor.watch()


def _begun(logs: Path, port: int) -> "subprocess.Popen[str]":
    program = [sys.executable, str(HERE / "forking_program.py"), str(logs), str(port)]
    path = os.pathsep.join([str(SHARED), str(TESTS)])
    begun = subprocess.Popen(
        program, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path}, start_new_session=True
    )
    assert begun.stdout is not None
    assert begun.stdout.readline() == "ready\n"
    return begun


def _is_closed(port: int) -> bool:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    return True


def test_a_signal_to_the_whole_group_still_ends_the_application_in_order(tmp_path: Path):
    port = free_port()
    begun = _begun(tmp_path, port)

    os.killpg(begun.pid, signal.SIGTERM)

    said, _ = begun.communicate(timeout=15)
    assert (said, begun.returncode) == ("ended by SIGTERM\n", 0)
    assert (tmp_path / "clerk.log").read_text().endswith("ended in order\n")
    assert _is_closed(port)


def test_a_supervisor_killed_outright_leaves_no_application_behind(tmp_path: Path):
    port = free_port()
    begun = _begun(tmp_path, port)

    begun.kill()

    begun.communicate(timeout=15)  # returns once the last process that holds the output has ended
    assert _is_closed(port)
