"""The one way to call a service: time-outs, retries where a repetition is harmless, a breaker, and typed answers."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import uuid4

import httpx
import stamina
from pydantic import BaseModel, TypeAdapter, ValidationError

from noms.clients.breaker import Breaker
from noms.clients.problems import ClientProblem, LeftAlone, Unreachable
from noms.clients.tokens import TokenSource
from noms.contracts.problems import Problem

TIMEOUT = httpx.Timeout(connect=1, read=10, write=5, pool=2)
ATTEMPTS = 3
_TRY_AGAIN = frozenset({429, 502, 503, 504})

T = TypeVar("T")
Query = Mapping[str, str | int | None]


class _Again(Exception):
    """A failure after which the same request may be sent again."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


class ServiceClient:
    """A pooled HTTP client of one service. Subclasses name the service's operations."""

    def __init__(self, base_url: str, tokens: TokenSource, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(base_url=base_url, timeout=TIMEOUT, transport=transport, follow_redirects=False)
        self._tokens = tokens
        self._breaker = Breaker()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the pooled connections."""
        await self._http.aclose()

    async def get(self, answer: type[T], path: str, query: Query | None = None, *, traceparent: str | None = None) -> T:
        """Read, and try again when the service is busy or cannot be reached.

        Raises:
            ClientProblem: the service refused.
            Unreachable: it did not answer.

        """
        response = await self._repeatable("GET", path, query=query, headers=_trace(traceparent))
        return _parse(answer, response)

    async def create(
        self, answer: type[T], path: str, body: BaseModel, *, key: str | None = None, traceparent: str | None = None
    ) -> T:
        """Create, once: the same Idempotency-Key goes with every attempt, so a lost answer costs nothing."""
        headers = _trace(traceparent) | {"Idempotency-Key": key or str(uuid4())}
        response = await self._repeatable("POST", path, body=body, headers=headers)
        return _parse(answer, response)

    async def ask(self, answer: type[T], path: str, body: BaseModel) -> T:
        """Ask by POST, such as a search: sent once, because a service may count it."""
        return _parse(answer, await self._send("POST", path, body=body, headers={}))

    async def replace(self, answer: type[T], path: str, body: BaseModel, *, version: str) -> T:
        """Change the version that was read: `version` is its ETag. Sent once."""
        return _parse(answer, await self._send("PUT", path, body=body, headers={"If-Match": version}))

    async def _repeatable(self, method: str, path: str, **sent: Any) -> httpx.Response:
        try:
            async for attempt in stamina.retry_context(on=_Again, attempts=ATTEMPTS, timeout=15, wait_initial=0.1, wait_max=2):
                with attempt:
                    try:
                        return await self._send(method, path, **sent)
                    except LeftAlone:
                        raise
                    except Unreachable as error:
                        raise _Again(error) from error
                    except ClientProblem as error:
                        if error.status in _TRY_AGAIN or error.code == "request_in_progress":
                            raise _Again(error) from error
                        raise
        except _Again as again:
            raise again.cause from again
        raise Unreachable("no attempt was made")

    async def _send(
        self, method: str, path: str, *, headers: Mapping[str, str], query: Query | None = None, body: BaseModel | None = None
    ) -> httpx.Response:
        self._breaker.allow()
        authorised = {**headers, "Authorization": f"Bearer {await self._tokens.token()}"}
        content = body.model_dump_json(exclude_none=True) if body is not None else None
        if content is not None:
            authorised["Content-Type"] = "application/json"
        given = {name: value for name, value in (query or {}).items() if value is not None}
        try:
            response = await self._http.request(method, path, params=given or None, content=content, headers=authorised)
        except httpx.HTTPError as error:
            self._breaker.failed()
            raise Unreachable(f"{type(error).__name__} while calling the service") from error
        self._breaker.succeeded()
        if response.is_success:
            return response
        raise ClientProblem(_problem(response))


def _trace(traceparent: str | None) -> dict[str, str]:
    return {"traceparent": traceparent} if traceparent else {}


def _parse(answer: type[T], response: httpx.Response) -> T:
    """The answer as its contract has it; what is not so is a fault of the service, told like any other problem."""
    try:
        return TypeAdapter(answer).validate_json(response.content)
    except ValidationError:
        raise ClientProblem(_unreadable(response, "The answer is not as its contract says")) from None


def _problem(response: httpx.Response) -> Problem:
    try:
        return Problem.model_validate_json(response.content)
    except ValidationError:
        return _unreadable(response, "Not a problem document")


def _unreadable(response: httpx.Response, title: str) -> Problem:
    status = response.status_code
    return Problem(type="about:blank", title=title, status=status, code="unreadable", detail=f"HTTP {status}")
