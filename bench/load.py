"""A small load generator: keep-alive connections, one request after the other on each, bounded in time, loopback only."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """Where and what to ask: one port, paths taken in turn, the headers that each request carries."""

    port: int
    paths: Sequence[str]
    headers: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of load saw."""

    requests: int
    seconds: float
    failures: int
    median_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[int, bytes]:
    """Send one request on a connection and read the whole answer; answers (status, body)."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    body = await reader.readexactly(length) if length else b""
    return int(head[9:12]), body


def request_bytes(target: Target, path: str) -> bytes:
    """The bytes of one GET."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\n{target.headers}\r\n".encode()


async def _worker(target: Target, requests: "itertools.cycle[bytes]", until: float, latencies: list[float]) -> int:
    failures = 0
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    try:
        while (begun := time.perf_counter()) < until:
            status, _ = await ask(reader, writer, next(requests))
            latencies.append(time.perf_counter() - begun)
            failures += status != 200  # noqa: PLR2004 - HTTP's own number
    finally:
        writer.close()
    return failures


async def drive(target: Target, *, connections: int, seconds: float) -> Round:
    """Load a target for some seconds over some connections."""
    requests = itertools.cycle([request_bytes(target, path) for path in target.paths])
    latencies: list[float] = []
    begun = time.perf_counter()
    until = begun + seconds
    failures = sum(await asyncio.gather(*(_worker(target, requests, until, latencies) for _ in range(connections))))
    elapsed = time.perf_counter() - begun
    ordered = sorted(latencies)
    p99 = ordered[int(len(ordered) * 0.99)]
    return Round(len(latencies), elapsed, failures, statistics.median(ordered) * 1000, p99 * 1000)


async def fetch(target: Target, path: str) -> tuple[int, bytes]:
    """One answer, for comparing what the variants say."""
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    try:
        return await ask(reader, writer, request_bytes(target, path))
    finally:
        writer.close()
