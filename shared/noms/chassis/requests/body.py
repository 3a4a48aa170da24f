"""Reading a request's body: bounded in size, and JSON that can be read in one way only."""

import json
import re
from typing import Any

from fastapi import HTTPException, Request
from starlette.types import Message, Receive

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise json.JSONDecodeError("a key appears twice", "", 0)
    return read


def _no_number(name: str) -> float:
    raise json.JSONDecodeError(f"{name} is no number", "", 0)


def read_json(body: bytes) -> Any:
    """The value of a JSON text: every key once, no NaN, no half characters. Two readers must not see two different requests.

    Raises:
        JSONDecodeError: it is not such a text.

    """
    try:
        read = json.loads(body.decode(), object_pairs_hook=_each_key_once, parse_constant=_no_number)
        if _SURROGATE.search(body):
            json.dumps(read, ensure_ascii=False).encode()
    except (UnicodeError, RecursionError) as error:
        raise json.JSONDecodeError("not readable as UTF-8 text", "", 0) from error
    return read


class StrictRequest(Request):
    """A request whose JSON body is read strictly."""

    async def json(self) -> Any:
        """The body as JSON."""
        return read_json(await self.body())


def bounded(receive: Receive, at_most: int) -> Receive:
    """The same body, refused as soon as more bytes than `at_most` have come, whatever its Content-Length said."""
    read = 0

    async def receive_some() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > at_most:
            raise HTTPException(413)
        return message

    return receive_some
