"""Which account the server runs as. PostgreSQL refuses to run as root, so root hands it to an account without rights."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from noms.chassis.embedded.refusal import ServerRefused

PREFERRED_ACCOUNTS = ("postgres", "nobody")
_KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True)
class Account:
    """The account that owns the data and runs the server."""

    uid: int
    gid: int
    is_ours: bool
    """True when it is the account of this very process, so that nothing has to be switched."""

    def run(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        """Run a short command as this account and return what it said, both streams together."""
        return subprocess.run(  # noqa: S603 - fixed words, no shell
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            check=False, cwd="/", env=server_environment(),
            user=None if self.is_ours else self.uid, group=None if self.is_ours else self.gid,
            extra_groups=None if self.is_ours else [],
        )  # fmt: skip

    def reaches(self, path: Path) -> bool:
        """Whether this account can enter the folder, or run or read the file, at the path."""
        if self.is_ours:
            return os.access(path, os.X_OK)
        return self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]).returncode == 0

    def owns(self, path: Path) -> bool:
        """Whether the folder at the path is this account's own."""
        return path.stat().st_uid == self.uid


def server_environment() -> dict[str, str]:
    """The environment of the server: none of the user's PG… variables, no secrets, plain messages."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {"PATH": os.defpath, **kept, "LC_ALL": "C", "HOME": "/"}


def server_account(data: Path) -> Account:
    """Whoever owns the data already; else this process's account; else, for root, the first known account without rights."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_ours=True)
    owner = data.stat() if data.exists() else None
    if owner is not None and owner.st_uid != 0:
        return _switched(owner.st_uid, owner.st_gid)
    if owner is not None:
        raise ServerRefused(
            f"The data in {data} belongs to root, as whom PostgreSQL never runs: run `chown -R {_unprivileged().pw_name} {data}`."
        )
    found = _unprivileged()
    return _switched(found.pw_uid, found.pw_gid)


def _unprivileged() -> pwd.struct_passwd:
    for name in PREFERRED_ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerRefused(
        "PostgreSQL never runs as root and there is no account 'postgres' or 'nobody' to run it: start as an ordinary user."
    )


def _switched(uid: int, gid: int) -> Account:
    account = Account(uid, gid, is_ours=False)
    try:
        account.run(["/bin/sh", "-c", ":"])
    except (PermissionError, OSError, subprocess.SubprocessError):
        raise ServerRefused(
            f"PostgreSQL never runs as root and this root may not switch to account {uid}: start as an ordinary user, "
            "or set NOMS_DATABASE_URL_<SERVICE> for each service to a server of your own."
        ) from None
    return account
