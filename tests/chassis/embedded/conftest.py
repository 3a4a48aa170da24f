"""Folders, prepared data and users of the server as processes, for tests that really kill what they start."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chassis.accounts import AS_ROOT, MAY_MOUNT, new_folder, reachable_interpreter
from chassis.embedded.watching import User, has_stopped
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import Programs, ServerSettings

SHARED = Path(__file__).parents[3] / "shared"
# Only root can switch accounts, and only a root that may mount can have a small disk or one that cannot be written to.
collect_ignore = [] if AS_ROOT else ["test_as_root.py"]
collect_ignore += [] if MAY_MOUNT else ["test_disks.py"]
collect_ignore += [] if sys.platform == "linux" else ["test_guard.py"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A new folder that every account may enter; every server below it has stopped before it goes."""
    made = new_folder()
    yield made
    assert all(has_stopped(lock.parent) for lock in made.rglob("alive.lock"))
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def laid_out() -> Iterator[Path]:
    """A data directory that one start and stop has made."""
    made = new_folder()
    with EmbeddedServer(ServerSettings(made / "home", durable=False)):
        pass
    yield made / "home" / "data"
    shutil.rmtree(made)


@pytest.fixture
def home(folder: Path, laid_out: Path) -> Path:
    """The directory of a server that has run before."""
    made = folder / "home"
    made.mkdir(mode=0o755)
    subprocess.run(["cp", "-a", str(laid_out), str(made / "data")], check=True)
    return made


@pytest.fixture
def user() -> Iterator[Callable[..., User]]:
    """Begin a user process on a directory; all that still live are ended after the test."""
    begun: list[subprocess.Popen[str]] = []

    def begin(directory: Path, *, programs: str = Programs.EMBEDDED, python: str = sys.executable, before: tuple[str, ...] = (),
              path: tuple[Path, ...] = (SHARED,), uid: int | None = None) -> User:  # fmt: skip
        process = subprocess.Popen(
            [*before, python, str(Path(__file__).parent / "starter_program.py"), str(directory), programs],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/",
            env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path)), "PYTHONDONTWRITEBYTECODE": "1"},
            user=uid, group=uid, extra_groups=None if uid is None else [],
        )  # fmt: skip
        begun.append(process)
        return User(process)

    yield begin
    for process in begun:
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            stream.close()


@pytest.fixture(scope="session")
def reachable_python() -> Iterator[str]:
    """An interpreter that every account may run."""
    with reachable_interpreter() as found:
        yield found


@pytest.fixture(scope="session")
def reachable_path() -> Iterator[tuple[Path, ...]]:
    """What an ordinary account needs to import: the package under test and where the server's programs are installed."""
    made = new_folder()
    shutil.copytree(SHARED / "noms" / "chassis" / "embedded", made / "noms" / "chassis" / "embedded")
    subprocess.run(["chmod", "-R", "a+rX", str(made)], check=True)
    yield (made, Path(sysconfig.get_path("purelib")))
    shutil.rmtree(made)
