"""Why a server could not be had, in one sentence that says what to do."""

import shutil
from pathlib import Path

FULL_DISK_BYTES = 16_000_000


class ServerRefused(Exception):
    """The PostgreSQL server cannot be used as things are; `message` is one sentence that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


_KNOWN_FAILURES = (
    (
        "pre-existing shared memory block",
        "A PostgreSQL that was not started from here uses the data in {place}: stop that server, then start again.",
    ),
    (
        "could not create semaphores",
        "The system has no semaphores left for PostgreSQL: stop other database servers, or raise kernel.sem.",
    ),
    (
        "shared memory segment",
        "PostgreSQL got no shared memory (its own words are in {log}): give the machine or container a larger /dev/shm.",
    ),
    ("No space left on device", "The disk that holds {place} is full: free some space and start again."),
    ("Disk quota exceeded", "The disk quota for {place} is used up: free some space and start again."),
    ("File too large", "A limit on file sizes (ulimit -f) stops PostgreSQL from writing to {place}: raise it and start again."),
    ("Read-only file system", "{place} lies on a file system that cannot be written to: choose another directory for the data."),
    (
        "could not look up effective user ID",
        "This account is not in the list of users (/etc/passwd), which PostgreSQL needs: run as a named account.",
    ),
)


def refusal_from(said: str, *, place: Path, log: Path) -> ServerRefused:
    """The refusal that explains what the server's programs said, or else their last words of failure."""
    for sign, sentence in _KNOWN_FAILURES:
        if sign in said:
            return ServerRefused(sentence.format(place=place, log=log))
    if shutil.disk_usage(place).free < FULL_DISK_BYTES:
        return ServerRefused(f"The disk that holds {place} is full: free some space and start again.")
    failures = [line for line in said.splitlines() if "FATAL:" in line or "PANIC:" in line or "error:" in line]
    lines = failures or [line for line in said.splitlines() if line.strip()] or ["it ended without a word"]
    return ServerRefused(f"PostgreSQL did not start ({lines[-1].strip()}): read {log}, then start again.")


def refusal_of_folder(trouble: OSError, folder: Path) -> ServerRefused:
    """The refusal that explains why a folder of the server could not be made or written to."""
    said = f"{trouble.strerror}"
    for sign, sentence in _KNOWN_FAILURES:
        if sign in said:
            return ServerRefused(sentence.format(place=folder, log=folder))
    return ServerRefused(
        f"The folder {folder} cannot be written to ({said}): make it writable for this account, or choose another one."
    )
