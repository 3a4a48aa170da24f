"""A small project to set up: the real script, a lock of one package, and an index that is a folder."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chassis.accounts import MAY_MOUNT, new_folder, reachable_interpreter

SCRIPTS = Path(__file__).parents[3] / "scripts"

collect_ignore = [] if MAY_MOUNT else ["test_full_disk.py"]


@dataclass(frozen=True)
class Project:
    """A checkout with nothing in it but what the bootstrap needs."""

    root: Path
    index: Path

    def offer(self, name: str, version: str = "1.0") -> str:
        """Put a package into the index; return the line that a lock has for it."""
        wheel = self.index / f"{name}-{version}-py3-none-any.whl"
        about = f"{name}-{version}.dist-info"
        parts = {
            f"{name}.py": f"VERSION = '{version}'\n",
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = "".join(f"{path},sha256={_digest(text)},{len(text)}\n" for path, text in parts.items()) + f"{about}/RECORD,,\n"
        with zipfile.ZipFile(wheel, "w") as packed:
            for path, text in {**parts, f"{about}/RECORD": record}.items():
                packed.writestr(path, text)
        return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"

    def lock(self, *lines: str, development: tuple[str, ...] = ()) -> None:
        """Write both locks; that for development has all of the other one."""
        (self.root / "requirements.txt").write_text("".join(lines))
        (self.root / "requirements-dev.txt").write_text("".join((*lines, *development)))

    def begin(self, *arguments: str, python: str = sys.executable, before: tuple[str, ...] = (), uid: int | None = None,
              **environment: str) -> "subprocess.Popen[str]":  # fmt: skip
        """Begin a bootstrap, with the folder as the only index unless the environment says otherwise."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        of_pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.index), "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
        return subprocess.Popen(
            [*before, python, str(self.root / "scripts" / "bootstrap.py"), *arguments],
            env=kept | of_pip | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/",
            user=uid, group=uid, extra_groups=None if uid is None else [],
        )  # fmt: skip

    def refused(self, *arguments: str, code: int = 1, **how: str) -> str:
        """The one sentence with which a bootstrap ends."""
        return one_sentence(self.begin(*arguments, **how), code)

    def set_up(self, *arguments: str, **environment: str) -> str:
        """Run a bootstrap that succeeds; return what it showed."""
        begun = self.begin(*arguments, **environment)
        shown, said = begun.communicate(timeout=60)
        assert (begun.returncode, said) == (0, "")
        return shown

    def python(self, question: str) -> str:
        """What the project's own Python answers."""
        command = [str(self.root / ".venv" / "bin" / "python"), "-c", f"print({question})"]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd="/").stdout.strip()

    def installs(self) -> int:
        """How often pip has installed something."""
        return (self.root / ".noms" / "bootstrap.log").read_text().count("Successfully installed")


def one_sentence(begun: "subprocess.Popen[str]", code: int = 1) -> str:
    """What a bootstrap that was refused says: one line, one sentence, and the exit code."""
    _, said = begun.communicate(timeout=60)
    assert begun.returncode == code, said
    assert said.count("\n") == 1, said
    assert said.endswith(".\n")
    return said.strip()


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def new_project(folder: Path) -> Project:
    """A checkout in the folder, with the command's module and one package in its lock."""
    project = Project(folder / "the project", folder / "index")
    project.index.mkdir()
    shutil.copytree(SCRIPTS, project.root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    commands = project.root / "shared" / "noms" / "cli"
    commands.mkdir(parents=True)
    (commands / "main.py").write_text("import sys\n\ndef app():\n    print('noms', *sys.argv[1:])\n    return 4\n")
    project.lock(project.offer("alpha"))
    return project


@pytest.fixture
def project() -> Iterator[Project]:
    """A checkout in which nothing has been set up."""
    folder = new_folder()
    yield new_project(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def moved() -> Iterator[Project]:
    """A checkout that was set up elsewhere, by a Python that is gone, and then here."""
    folder = new_folder()
    made = new_project(folder)
    old = made.root / ".venv"
    (old / "bin").mkdir(parents=True)
    (old / "bin" / "python").symlink_to(folder / "gone")
    (old / "pyvenv.cfg").write_text("version = 3.12.1\n")
    (old / "noms-stamp.json").write_text('{"root": "/elsewhere"}')
    made.set_up()
    yield made
    shutil.rmtree(folder)


@pytest.fixture
def made(project: Project) -> Project:
    """A checkout whose .venv is there, made by hand and with no package yet but pip."""
    environment = project.root / ".venv"
    venv.create(environment, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    for part in Path(sysconfig.get_path("purelib")).glob("pip"):
        shutil.copytree(part, packages / part.name)
    return project


@pytest.fixture(scope="session")
def reachable_python() -> Iterator[str]:
    """An interpreter that every account may run."""
    with reachable_interpreter() as found:
        yield found
