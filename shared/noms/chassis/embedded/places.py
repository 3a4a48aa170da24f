"""Where the server's data, sockets and programs lie, so that the server's account can reach every one of them.

Nothing that belongs to the user is ever opened up: where the checkout lies below a folder that only root may enter, the
data and a copy of the programs go to a cache folder of the system instead, under a name made from the chosen directory.
"""

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from noms.chassis.embedded.account import Account, server_account
from noms.chassis.embedded.programs import PACKAGE, ServerPrograms, embedded_version
from noms.chassis.embedded.refusal import ServerRefused, refusal_of_folder

LONGEST_SOCKET_PATH_BYTES = 103
"""The shortest of the limits that systems set: 108 with its closing zero on Linux, 104 on macOS."""

FOR_ITS_OWNER_ALONE = 0o700

CACHE_FOLDERS = (Path("/var/cache/noms"), Path(f"/var/tmp/noms-cache-{os.geteuid()}"))  # noqa: S108 - only used if it is ours


@dataclass(frozen=True)
class Places:
    """The folders and files of one server, and the account that runs it."""

    home: Path
    account: Account

    @property
    def data(self) -> Path:
        """The data directory proper; it belongs to the server's account alone."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server and its programs said."""
        return self.home / "server.log"

    @property
    def turn(self) -> Path:
        """Held alone while a server is being started or stopped."""
        return self.home / "turn.lock"

    @property
    def users(self) -> Path:
        """Held together by all users; whoever gets it alone knows that nobody uses the server any more."""
        return self.home / "users.lock"

    @property
    def alive(self) -> Path:
        """Held by the server and each of its processes for as long as one of them lives."""
        return self.home / "alive.lock"


def settle(directory: Path) -> Places:
    """Choose and make the folder of a server whose user asked for this directory."""
    directory = directory.absolute()
    try:
        if not nearest_existing(directory).is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(directory))
        account = server_account(directory / "data")
        home = directory if account.is_ours else _home_within_reach(directory, account)
        make_passable(home, account)
        return Places(home, server_account(home / "data"))
    except OSError as trouble:
        raise refusal_of_folder(trouble, directory) from trouble


def within_reach(programs: ServerPrograms, places: Places, directory: Path) -> ServerPrograms:
    """The programs themselves if the server's account can run them, else a copy of them where it can."""
    if places.account.reaches(programs.postgres):
        return programs
    if programs.packed_root is None:
        raise ServerRefused(
            f"The account that runs PostgreSQL cannot reach {programs.postgres}: install it where every account can run it."
        )
    try:
        copied_root = cache_folder(directory, places.account) / f"programs-{embedded_version()}"
        if not copied_root.is_dir():
            copy_programs(programs.packed_root, programs.folder.relative_to(programs.packed_root), copied_root)
    except OSError as trouble:
        raise refusal_of_folder(trouble, directory) from trouble
    return replace(programs, folder=copied_root / programs.folder.relative_to(programs.packed_root))


def copy_programs(packed_root: Path, folder: Path, copied_root: Path) -> None:
    """Copy the programs with the libraries they find by relative path; a half-made copy is never taken for a whole one."""
    for leftover in copied_root.parent.glob("programs-*"):
        shutil.rmtree(leftover)
    half_made = copied_root.parent / f"programs-half-made-{os.getpid()}"
    installation = folder.parent
    shutil.copytree(
        packed_root / installation,
        half_made / installation,
        symlinks=True,
        ignore=shutil.ignore_patterns("include", "__pycache__"),
    )
    for libraries in (Path(f"{PACKAGE}.libs"), Path(PACKAGE) / ".dylibs"):
        if (packed_root / libraries).is_dir():
            shutil.copytree(packed_root / libraries, half_made / libraries, symlinks=True)
    for made in (half_made, *half_made.rglob("*")):
        if not made.is_symlink():
            made.chmod(0o755 if made.is_dir() or os.access(made, os.X_OK) else 0o644)
    half_made.rename(copied_root)


def cache_folder(directory: Path, account: Account) -> Path:
    """A folder of our own outside the checkout that the server's account can enter, named after the directory."""
    for base in CACHE_FOLDERS:
        try:
            make_passable(base, account)
        except OSError:
            continue
        if base.stat().st_uid == os.geteuid() and not base.is_symlink() and account.reaches(base):
            folder = base / name_in_cache(directory)
            make_passable(folder, account)
            return folder
    raise ServerRefused(
        f"The account that runs PostgreSQL reaches neither {directory} nor {CACHE_FOLDERS[0]}: "
        "move the project to a folder that every account may enter, or start as an ordinary user."
    )


def socket_folder(places: Places, port: int) -> Path:
    """A folder that only the server's account may enter, short enough for the path of a unix socket."""
    inside = places.home / "socket"
    if _fits(inside, port):
        inside.mkdir(mode=FOR_ITS_OWNER_ALONE, exist_ok=True)
        return given_to(inside, places.account)
    for base in dict.fromkeys((Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"))):  # noqa: S108 - see _is_or_becomes_ours
        short = base / f"noms-{name_in_cache(places.home)}"
        if base.is_dir() and _fits(short, port) and places.account.reaches(base) and _is_or_becomes_ours(short, places.account):
            return short
    raise ServerRefused("No folder with a short enough path for a unix socket can be had: make /tmp writable.")


def given_to(folder: Path, account: Account) -> Path:
    """Hand a folder that we made to the server's account, for it alone."""
    if not account.is_ours:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(FOR_ITS_OWNER_ALONE)
    return folder


def make_passable(folder: Path, account: Account) -> None:
    """Make the folder and what is missing above it, so that another account may pass through what we made, and only that."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        each.chmod(FOR_ITS_OWNER_ALONE if account.is_ours else 0o755)


def nearest_existing(path: Path) -> Path:
    """The path itself, or the first folder above it that is there."""
    return next(each for each in (path, *path.parents) if each.exists())


def _is_or_becomes_ours(folder: Path, account: Account) -> bool:
    """Whether the folder, in a place where anybody may make folders, is the account's own and closed to all others."""
    try:
        folder.mkdir(mode=FOR_ITS_OWNER_ALONE)
        given_to(folder, account)
    except FileExistsError:
        pass
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid and stat.S_IMODE(found.st_mode) == FOR_ITS_OWNER_ALONE


def _home_within_reach(directory: Path, account: Account) -> Path:
    """The directory itself, unless the account cannot enter it or the data already lies in the cache folder."""
    reached = account.reaches(nearest_existing(directory))
    if (directory / "data").exists():
        if reached:
            return directory
        raise ServerRefused(
            f"The data in {directory} belongs to account {account.uid}, which may no longer enter a folder above it: "
            "let it pass there again, or move the data away to begin with an empty database."
        )
    moved = [base / name_in_cache(directory) / "postgres" for base in CACHE_FOLDERS]
    kept = next((each for each in moved if (each / "data").exists()), None)
    if kept is not None or not reached:
        return kept or cache_folder(directory, account) / "postgres"
    return directory


def name_in_cache(directory: Path) -> str:
    """What the directory's folder is called outside the checkout."""
    return hashlib.sha256(os.fsencode(directory.resolve())).hexdigest()[:16]


def _fits(folder: Path, port: int) -> bool:
    return len(os.fsencode(folder / f".s.PGSQL.{port}")) <= LONGEST_SOCKET_PATH_BYTES
