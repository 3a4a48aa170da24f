"""Pure ASGI middleware around every request: trace, limits, security headers, metrics, access log, and the last resort."""

import time
from collections.abc import Callable, Iterable, Mapping

import structlog
from fastapi import Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from noms.chassis import tracing
from noms.chassis.metrics import REQUEST_SECONDS
from noms.chassis.refusals import BodyTooLarge
from noms.chassis.requests.body import bounded

_log = structlog.get_logger("noms.access")
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_PAGES = ("/docs", "/redoc", "/assets/")
_ALWAYS = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))
_NOTHING_ELSE = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_OWN_ONLY = (b"content-security-policy", b"default-src 'self' 'unsafe-inline' data: blob:; frame-ancestors 'none'")
_NOT_KEPT = (b"cache-control", b"no-store")
_OPEN_PATHS = ("/health", "/ping", "/info", "/metrics", "/docs", "/redoc", "/openapi.json", "/problems/", "/assets/")


class Envelope:
    """Wraps the application: begins the trace, times the request, and adds the headers that every answer carries.

    It answers HEAD as it answers GET, permission and audit included, but for the body. And it answers what nobody foresaw,
    instead of letting the error go on to the server, whose log would repeat its words.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        service: str,
        largest_body: int,
        large_bodies: Mapping[str, int] | None = None,
        failed: Callable[[Exception, str], Response],
    ) -> None:
        self._app = app
        self._service = service
        self._largest_body = largest_body
        self._large_bodies = large_bodies or {}
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        offered = Headers(scope=scope)
        traceparent = tracing.begin(offered.get("traceparent"))
        begun = time.perf_counter()
        status, method, bare = 0, scope["method"], scope["method"] == "HEAD"
        asked = {**scope, "method": "GET"} if bare else scope

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _complete(message.get("headers", ()), scope["path"], traceparent)
            elif bare:
                message = {**message, "body": b""}
            await send(message)

        try:
            await self._pass_on(_declared(offered), asked, receive, send_with_headers)
        except Exception as error:
            if status:
                raise
            await self._failed(error, method)(asked, receive, send_with_headers)
        finally:
            self._observe(method, asked, status or 500, time.perf_counter() - begun)

    async def _pass_on(self, declared: int, scope: Scope, receive: Receive, send: Send) -> None:
        largest = self._large_bodies.get(scope["path"], self._largest_body)
        if declared > largest:
            raise BodyTooLarge
        await self._app(scope, bounded(receive, largest), send)

    def _observe(self, asked_by: str, scope: Scope, status: int, seconds: float) -> None:
        """Count and log by the route's template: a path can hold a person's number, the template cannot."""
        template = getattr(scope.get("route"), "path", "unmatched")
        method = asked_by if asked_by in _METHODS else "OTHER"
        REQUEST_SECONDS.labels(self._service, method, template, str(status)).observe(seconds)
        _log.info("request", method=method, route=template, status=status, milliseconds=round(seconds * 1000, 1))


def _declared(headers: Headers) -> int:
    """How many bytes the caller says that the body has."""
    length = headers.get("content-length", "")
    return int(length[:19]) if length.isdecimal() else 0


def _complete(headers: Iterable[tuple[bytes, bytes]], path: str, traceparent: str) -> list[tuple[bytes, bytes]]:
    """Add what every answer carries."""
    complete = [*headers, (b"traceparent", traceparent.encode()), *_ALWAYS]
    complete.append(_OWN_ONLY if path.startswith(_PAGES) else _NOTHING_ELSE)
    if not path.startswith(_OPEN_PATHS) and all(name != b"cache-control" for name, _ in complete):
        complete.append(_NOT_KEPT)
    return complete
