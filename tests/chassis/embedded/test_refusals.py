"""Every refusal is one sentence that says what to do."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chassis.embedded.watching import User
from noms.chassis.embedded.account import server_account, server_environment
from noms.chassis.embedded.cluster import server_command
from noms.chassis.embedded.places import Places, socket_folder
from noms.chassis.embedded.programs import embedded_programs
from noms.chassis.embedded.refusal import ServerRefused, refusal_from
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import ServerSettings, chosen_programs

SHARED = Path(__file__).parents[3] / "shared"


def refused(settings: ServerSettings) -> str:
    """The sentence with which a start is refused."""
    with pytest.raises(ServerRefused) as caught:
        EmbeddedServer(settings).start()
    assert is_one_sentence(caught.value.message)
    return caught.value.message


def is_one_sentence(said: str) -> bool:
    return "\n" not in said and said[0].isupper() and said.endswith(".") and ". " not in said


def test_data_of_another_major_version_is_refused_with_the_way_out(home: Path):
    (home / "data" / "PG_VERSION").write_text("15\n")

    said = refused(ServerSettings(home))

    assert "was made by PostgreSQL 15 and the programs are of PostgreSQL 18" in said
    assert "NOMS_POSTGRES" in said


def test_a_file_in_the_place_of_the_folder_is_refused(folder: Path):
    (folder / "taken").write_text("")

    assert str(folder / "taken") in refused(ServerSettings(folder / "taken" / "home"))


def test_a_folder_that_may_not_be_written_to_is_refused(
    folder: Path, user: Callable[..., User], reachable_python: str, reachable_path: tuple[Path, ...]
):
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    uid = 65534 if os.geteuid() == 0 else None

    said = str(user(closed / "home", python=reachable_python, path=reachable_path, uid=uid).said()["refused"])

    assert is_one_sentence(said)
    assert "make it writable" in said


def test_data_in_use_by_a_server_started_by_hand_is_left_alone(home: Path):
    account = server_account(home / "data")
    places = Places(home, account)
    command = server_command(embedded_programs(), places, socket_folder(places, 5432), port=5432, durable=False)
    by_hand = subprocess.Popen(
        command, user=None if account.is_ours else account.uid, group=None if account.is_ours else account.gid,
        cwd="/", env=server_environment(), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while not (home / "socket" / ".s.PGSQL.5432").exists():
            assert by_hand.poll() is None
            time.sleep(0.01)

        assert "not started from here" in refused(ServerSettings(home, port=5433))
        assert by_hand.poll() is None
    finally:
        by_hand.terminate()
        by_hand.wait()


def test_a_server_that_is_not_ready_in_time_is_given_up_and_stopped(home: Path):
    assert "not ready within 0 seconds" in refused(ServerSettings(home, durable=False, start_timeout_seconds=0))


def test_an_unknown_choice_of_programs_is_refused():
    with pytest.raises(ServerRefused, match="set it to 'embedded' or 'system'"):
        chosen_programs({"NOMS_POSTGRES": "mysql"})


def test_an_environment_without_the_embedded_programs_is_told_how_to_get_them(folder: Path):
    starter = Path(__file__).parent / "starter_program.py"

    done = subprocess.run(
        [sys.executable, "-S", str(starter), str(folder / "home"), "embedded"],
        env={"PYTHONPATH": str(SHARED)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "run `python3 scripts/bootstrap.py`" in done.stdout


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ('initdb: error: could not write file "x": No space left on device', "free some space"),
        ("FATAL:  could not create semaphores: No space left on device", "semaphores"),
        ("FATAL:  could not resize shared memory segment: No space left on device", "/dev/shm"),
        ("initdb: error: could not look up effective user ID 54321: user does not exist", "named account"),
        ("2026-01-01 LOG:  something\n2026-01-01 FATAL:  the moon is in the wrong place", "the moon is in the wrong place"),
        ("", "without a word"),
    ],
)
def test_what_the_programs_said_becomes_one_sentence_of_advice(tmp_path: Path, said: str, advice: str):
    refusal = refusal_from(said, place=tmp_path, log=tmp_path / "server.log")

    assert is_one_sentence(refusal.message)
    assert advice in refusal.message
