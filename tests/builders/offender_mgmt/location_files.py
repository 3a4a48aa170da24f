"""Location files: lines of a roll, and sending them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import httpx


def roll_line(crn: str | None, place: str = "RHI", **others: Any) -> dict[str, Any]:
    """One person on the roll of a prison."""
    return {"crn": crn, "establishment_code": place, **others}


def ndjson(lines: Iterable[Mapping[str, Any] | str]) -> bytes:
    """A file of these lines; a text stands as it is."""
    return "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines).encode()


async def send(client: httpx.AsyncClient, body: bytes, *, on: str = "2010-06-30", kind: str = "application/x-ndjson", **asked: Any
               ) -> httpx.Response:  # fmt: skip
    """Send a file as the roll of a night."""
    params = {"on": on, **asked}
    return await client.post("/v1/location-files", params=params, content=body, headers={"Content-Type": kind})


async def taken_in(client: httpx.AsyncClient, lines: Iterable[Mapping[str, Any] | str], **asked: Any) -> dict[str, Any]:
    """Send a file that must be taken in, and give its report."""
    answer = await send(client, ndjson(lines), **asked)
    assert answer.status_code == 200, answer.text
    report: dict[str, Any] = answer.json()
    return report
