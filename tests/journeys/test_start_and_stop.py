"""Starting and stopping the whole house."""

import os
import signal
import socket
from pathlib import Path

import psutil
import pytest

from house.whole import House, a_house
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import ServerSettings


def _processes_of(house: House) -> list[str]:
    """Every process whose environment names this house."""
    found = []
    for process in psutil.process_iter(["pid", "cmdline", "status"]):
        try:
            if process.info["status"] != psutil.STATUS_ZOMBIE and process.environ().get("NOMS_HOME") == str(house.home):
                found.append(" ".join(process.info["cmdline"])[:120])
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_process_behind_and_what_was_made_is_there_again(tmp_path: Path, asked: signal.Signals):
    with a_house(tmp_path) as house:
        house.start()
        assert "made the demo estate" in house.output
        assert house.stop(asked) == 0
        assert _processes_of(house) == []

        house.start()
        assert "made the demo estate" not in house.output
        assert house.stop(asked) == 0


def test_a_killed_database_ends_the_house_with_one_sentence(tmp_path: Path):
    with a_house(tmp_path) as house:
        house.start()
        with EmbeddedServer(ServerSettings(tmp_path / "postgres")) as shared:
            os.kill(shared.listening.pid, signal.SIGKILL)
        assert house.process.wait(40) != 0
        assert "PostgreSQL ended by itself" in (tmp_path / "up.txt").read_text()

        house.start()
        assert house.stop() == 0


def test_a_port_in_use_is_one_sentence_that_names_the_variable(tmp_path: Path):
    with a_house(tmp_path) as house, socket.socket() as other:
        other.bind(("127.0.0.1", int(house.environment["NOMS_PORT_INTERVENTIONS"])))
        other.listen()
        done = house.noms("up")

    assert done.returncode != 0
    assert "NOMS_PORT_INTERVENTIONS" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_development_issuer_does_not_exist_in_production(tmp_path: Path):
    with a_house(tmp_path) as house:
        done = house.noms("token", "--as", "auditor", NOMS_ENVIRONMENT="production")

    assert done.returncode != 0
    assert "does not exist in production" in done.stderr
    assert done.stdout.strip() == ""


def test_an_unknown_persona_is_told_who_there_is(tmp_path: Path):
    with a_house(tmp_path) as house:
        done = house.noms("token", "--as", "king")

    assert done.returncode != 0
    assert "offender-manager" in done.stderr


def test_the_demo_says_how_to_start_the_services(tmp_path: Path):
    with a_house(tmp_path) as house:
        done = house.noms("demo")

    assert done.returncode != 0
    assert "make run" in done.stderr
