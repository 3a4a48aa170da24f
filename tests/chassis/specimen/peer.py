"""A peer on a real socket that behaves as it is told: slow, broken, absent, or well."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Says:
    """One answer."""

    status: int = 200
    body: bytes = b"{}"
    after_seconds: float = 0
    hangs_up: bool = False
    kind: str = "application/json"


def problem(status: int, code: str, **more: object) -> Says:
    """A problem document as our services write it."""
    told = {"type": f"/problems/{code}", "title": code, "status": status, "code": code, "detail": "what to do", **more}
    return Says(status, json.dumps(told).encode(), kind="application/problem+json")


@dataclass
class Peer:
    """Answers the requests in turn as told, the last answer for ever; remembers what it was asked."""

    url: str = ""
    says: list[Says] = field(default_factory=lambda: [Says()])
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def will(self, *says: Says) -> None:
        self.says, self.heard = list(says), []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := (await reader.readline()).decode().strip():
                await self._answer(line, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        headers = {}
        while header := (await reader.readline()).decode().strip():
            name, _, value = header.partition(": ")
            headers[name.lower()] = value
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.heard.append((line.rpartition(" ")[0], headers, body))
        says = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        await asyncio.sleep(says.after_seconds)
        if says.hangs_up:
            raise ConnectionError
        head = f"HTTP/1.1 {says.status} x\r\ncontent-type: {says.kind}\r\ncontent-length: {len(says.body)}\r\n\r\n"
        writer.write(head.encode() + says.body)
        await writer.drain()


@asynccontextmanager
async def peer() -> AsyncIterator[Peer]:
    """A peer that listens on a free port."""
    told = Peer()
    server = await asyncio.start_server(told.serve, "127.0.0.1", 0)
    told.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield told
    server.close()
