"""What the tests ask of a server, and a user of it that can be killed."""

import asyncio
import json
import signal
import subprocess
import time
from pathlib import Path

import asyncpg

from noms.chassis.embedded.databases import connect_as_superuser
from noms.chassis.embedded.locks import FileLock
from noms.chassis.embedded.server import EmbeddedServer


class User:
    """One process that uses the server."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def said(self) -> dict[str, str | int]:
        """What it reports once the server answers, or why it was refused."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the user ended without a word"
        found: dict[str, str | int] = json.loads(line)
        return found

    def leave(self) -> int:
        """End its input, so that it leaves by itself."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(20)

    def kill(self, how: signal.Signals) -> None:
        """End it by a signal that it does not handle."""
        self.process.send_signal(how)
        self.process.wait(20)


def asked(server: EmbeddedServer, question: str) -> object:
    """The one value that the server answers to a question in SQL."""

    async def ask() -> object:
        connection: asyncpg.Connection[asyncpg.Record] = await connect_as_superuser(server)
        try:
            return await connection.fetchval(question)
        finally:
            await connection.close()

    return asyncio.run(ask())


def has_stopped(home: Path, *, within_seconds: float = 10.0) -> bool:
    """Whether every process of the server has ended, as the lock says that each of them holds."""
    alive = FileLock(home / "alive.lock")
    give_up_at = time.monotonic() + within_seconds
    try:
        while not alive.try_exclusive():
            if time.monotonic() > give_up_at:
                return False
            time.sleep(0.01)
        return True
    finally:
        alive.close()
