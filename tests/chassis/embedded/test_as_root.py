"""Started by root, the server runs as an account without rights, wherever the checkout lies, and no folder of the user's is opened up."""

import os
import pwd
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from chassis.embedded.watching import User, asked, has_stopped
from noms.chassis.embedded.account import PREFERRED_ACCOUNTS
from noms.chassis.embedded.places import CACHE_FOLDERS, name_in_cache
from noms.chassis.embedded.programs import DISTRIBUTION, INSTALLATION, PACKAGE
from noms.chassis.embedded.refusal import ServerRefused
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import ServerSettings

SHARED = Path(__file__).parents[3] / "shared"
PROJECT = "project"
NOBODY = pwd.getpwnam("nobody")


def account_of(pid: int) -> int:
    """The account that a process runs as."""
    return psutil.Process(pid).uids().effective


@pytest.fixture
def closed(folder: Path) -> Iterator[Path]:
    """A folder that only root may enter; what its servers left in the cache folder goes with it."""
    made = folder / "closed"
    made.mkdir(mode=0o700)
    yield made
    for directory in (made / "postgres", made / PROJECT / ".noms" / "postgres"):
        left = CACHE_FOLDERS[0] / name_in_cache(directory)
        if left.exists():
            assert has_stopped(left / "postgres")
            shutil.rmtree(left)


def test_the_server_of_root_runs_as_an_account_without_rights(home: Path):
    with EmbeddedServer(ServerSettings(home, durable=False)) as server:
        runs_as = pwd.getpwuid(account_of(server.listening.pid)).pw_name
    assert runs_as in PREFERRED_ACCOUNTS


def test_data_that_an_ordinary_account_made_is_served_as_that_account(home: Path):
    subprocess.run(["chown", "-R", f"{NOBODY.pw_uid}:{NOBODY.pw_gid}", str(home)], check=True)

    with EmbeddedServer(ServerSettings(home, durable=False)) as server:
        assert account_of(server.listening.pid) == NOBODY.pw_uid
        assert asked(server, "SELECT 1") == 1


def test_data_that_belongs_to_root_is_refused_with_the_command_that_helps(home: Path):
    subprocess.run(["chown", "-R", "0:0", str(home)], check=True)

    with pytest.raises(ServerRefused, match="chown -R"):
        EmbeddedServer(ServerSettings(home)).start()


def test_a_checkout_below_a_folder_for_root_alone_is_served_from_the_cache_folder(closed: Path, user: Callable[..., User]):
    installed = closed / "site-packages"
    copy_of_the_package(installed)
    path = (SHARED, installed)

    said = user(closed / PROJECT / ".noms" / "postgres", path=path).said()

    command = psutil.Process(int(said["server"])).cmdline()
    program, data = Path(command[0]), Path(command[2])
    for used in (program, data, Path(str(said["sockets"]))):
        assert used.is_relative_to(CACHE_FOLDERS[0])
    assert closed.stat().st_mode & 0o777 == 0o700
    assert list(closed.iterdir()) == [installed]
    assert account_of(int(said["server"])) != 0

    again = user(closed / PROJECT / ".noms" / "postgres", path=path)
    assert again.said()["server"] == said["server"]


def copy_of_the_package(target: Path) -> None:
    """The part of the installed package that holds the programs, where only root may enter."""
    packages = Path(sysconfig.get_path("purelib"))
    wanted = [packages / PACKAGE / INSTALLATION, packages / f"{PACKAGE}.libs"]
    wanted += packages.glob(f"{DISTRIBUTION.replace('-', '_')}-*.dist-info")
    for each in wanted:
        shutil.copytree(each, target / each.relative_to(packages), symlinks=True, ignore=shutil.ignore_patterns("include"))


def test_data_is_still_found_in_the_cache_folder_once_the_checkout_can_be_entered(closed: Path, user: Callable[..., User]):
    first = user(closed / "postgres")
    sockets = first.said()["sockets"]
    first.leave()
    closed.chmod(0o755)

    assert user(closed / "postgres").said()["sockets"] == sockets


def test_data_below_a_folder_that_was_closed_since_is_refused_and_not_begun_anew(home: Path):
    home.parent.chmod(0o700)

    with pytest.raises(ServerRefused, match="may no longer enter"):
        EmbeddedServer(ServerSettings(home)).start()


def test_an_account_without_an_entry_in_the_list_of_users_is_told_so(
    folder: Path, user: Callable[..., User], reachable_python: str, reachable_path: tuple[Path, ...]
):
    unnamed = 54321
    own = folder / "own"
    own.mkdir()
    os.chown(own, unnamed, unnamed)

    said = user(own / "home", python=reachable_python, path=reachable_path, uid=unnamed).said()

    assert "not in the list of users" in str(said["refused"])


def test_an_ordinary_account_has_its_server_run_as_itself(
    folder: Path, user: Callable[..., User], reachable_python: str, reachable_path: tuple[Path, ...]
):
    own = folder / "own"
    own.mkdir()
    os.chown(own, NOBODY.pw_uid, NOBODY.pw_gid)

    starter = user(own / "home", python=reachable_python, path=reachable_path, uid=NOBODY.pw_uid)

    assert account_of(int(starter.said()["server"])) == NOBODY.pw_uid
    assert starter.leave() == 0
    assert (own / "home").stat().st_mode & 0o777 == 0o700
