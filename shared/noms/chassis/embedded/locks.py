"""Locks on files that the kernel gives back when their holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POLL_SECONDS = 0.01


class FileLock:
    """One holder's view of a lock file. Two views in one process exclude each other like two processes do."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def try_exclusive(self) -> bool:
        """Take the lock alone; false if somebody else has it."""
        return self._try(fcntl.LOCK_EX)

    def try_shared(self) -> bool:
        """Take the lock together with others; false if somebody has it alone."""
        return self._try(fcntl.LOCK_SH)

    def release(self) -> None:
        """Give the lock back and keep the file open."""
        fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Leave this view; the lock stays with a child that was handed the same open file."""
        os.close(self.descriptor)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self.descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def held_alone(path: Path, *, timeout_seconds: float) -> Iterator[None]:
    """Hold the lock alone while the body runs, or raise TimeoutError if others keep it too long."""
    lock = FileLock(path)
    give_up_at = time.monotonic() + timeout_seconds
    try:
        while not lock.try_exclusive():
            if time.monotonic() > give_up_at:
                raise TimeoutError(str(path))
            time.sleep(POLL_SECONDS)
        yield
    finally:
        lock.close()
