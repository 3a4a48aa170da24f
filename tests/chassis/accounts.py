"""What tests need that run a part of the project as another account, or on a disk of its own."""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534
PLENTY_BYTES = 2_000_000_000

AS_ROOT = os.geteuid() == 0
MAY_MOUNT = AS_ROOT and subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0


def new_folder() -> Path:
    """A folder that every account may enter, in memory if there is plenty of it."""
    in_memory = Path("/dev/shm")
    roomy = in_memory.is_dir() and shutil.disk_usage(in_memory).free > PLENTY_BYTES
    made = Path(tempfile.mkdtemp(prefix="noms-test-", dir=in_memory if roomy else None)).resolve()
    made.chmod(0o755)
    return made


def on_a_disk(folder: Path, options: str, then: str = "true") -> tuple[str, ...]:
    """The words before a command that give it a disk of its own at the folder, seen by no other process."""
    mount = f"mount -t tmpfs -o {options} disk {shlex.quote(str(folder))}"
    return ("unshare", "--mount", "sh", "-c", f'{mount} && {then} && exec "$@"', "sh")


@contextmanager
def reachable_interpreter() -> Iterator[str]:
    """An interpreter that every account may run: this one, or a copy of it."""
    found = Path(sys.executable).resolve()
    if not AS_ROOT or _nobody_may_run(str(found)):
        yield str(found)
        return
    made = new_folder()
    library = Path(sysconfig.get_path("stdlib"))
    without = shutil.ignore_patterns(
        "site-packages", "test", "__pycache__", "idlelib", "tkinter", "lib2to3", "_bundled", "config-*"
    )
    shutil.copytree(library, made / "lib" / library.name, symlinks=True, ignore=without)
    for shared_library in library.parent.glob("libpython*.so*"):
        shutil.copy2(shared_library, made / "lib", follow_symlinks=False)
    (made / "bin").mkdir()
    shutil.copy2(found, made / "bin" / "python")
    yield str(made / "bin" / "python")
    shutil.rmtree(made)


def _nobody_may_run(program: str) -> bool:
    try:
        return (
            subprocess.run([program, "-c", ""], user=NOBODY, group=NOBODY, extra_groups=[], cwd="/", check=False).returncode == 0
        )
    except PermissionError:
        return False
