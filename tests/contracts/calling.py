"""Calling a typed client without a service behind it: what it would send is recorded."""

import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

import httpx
from pydantic import BaseModel

from noms.clients.http import ServiceClient
from noms.clients.problems import ClientProblem
from noms.clients.tokens import GivenToken


@dataclass
class Recorder(httpx.AsyncBaseTransport):
    """Keeps every request and answers that there is no such record."""

    sent: list[httpx.Request] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        return httpx.Response(404, json={})


def acts_of(client: type[ServiceClient]) -> Iterator[str]:
    """The operations that a client names: its own public methods that answer once."""
    for name, member in vars(client).items():
        if not name.startswith("_") and inspect.iscoroutinefunction(member):
            yield name


async def requests_of(client: type[ServiceClient], act: str) -> list[httpx.Request]:
    """What a client sends for an act: once for every choice that an argument of few values leaves."""
    recorder = Recorder()
    async with client("http://service", GivenToken("token"), transport=recorder) as calling:
        for arguments in _arguments(getattr(calling, act)):
            with suppress(ClientProblem):
                await getattr(calling, act)(**arguments)
    return recorder.sent


def answer_of(client: type[ServiceClient], act: str) -> Any:
    """The type that an act answers."""
    return typing.get_type_hints(getattr(client, act))["return"]


def _arguments(act: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    hints = typing.get_type_hints(act)
    offered = {name: values_of(hints[name]) for name in inspect.signature(act).parameters}
    for turn in range(max((len(values) for values in offered.values()), default=1)):
        yield {name: values[turn % len(values)] for name, values in offered.items()}


_ONE_OF: Mapping[Any, Any] = {
    UUID: uuid4(), date: date(2010, 4, 1), datetime: datetime(2011, 4, 1, 9, 30, tzinfo=UTC), str: "A000001", int: 1, bool: True,
}  # fmt: skip


def values_of(kind: Any) -> list[Any]:
    """Values of a type: one, or all of an enumeration."""
    kind = _unwrapped(kind)
    if typing.get_origin(kind) is typing.Literal:
        return list(typing.get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind.model_validate(example) for example in kind.model_json_schema()["examples"]]
    return [_ONE_OF[kind]]


def _unwrapped(kind: Any) -> Any:
    """What is inside `X | None` and `Annotated[X, …]`."""
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        kind = next(option for option in typing.get_args(kind) if option is not type(None))
    return typing.get_args(kind)[0] if typing.get_origin(kind) is typing.Annotated else kind
