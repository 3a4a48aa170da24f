"""Pure ASGI middleware around every request: trace context, security headers, metrics and the access log."""

import time

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from noms.chassis import tracing
from noms.chassis.metrics import REQUEST_SECONDS

_log = structlog.get_logger("noms.access")
_OPEN_PATHS = ("/health", "/ping", "/info", "/metrics", "/docs", "/redoc", "/openapi.json", "/problems/", "/assets/")


class Envelope:
    """Wraps the application: begins the trace, times the request, and adds the headers that every answer carries."""

    def __init__(self, app: ASGIApp, *, service: str) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        traceparent = tracing.begin(Headers(scope=scope).get("traceparent"))
        begun = time.perf_counter()
        status = 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["traceparent"] = traceparent
                headers["X-Content-Type-Options"] = "nosniff"
                if not scope["path"].startswith(_OPEN_PATHS):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            self._observe(scope, status, time.perf_counter() - begun)

    def _observe(self, scope: Scope, status: int, seconds: float) -> None:
        """Count and log by the route's template: a path can hold a person's number, the template cannot."""
        route = scope.get("route")
        template = getattr(route, "path", "unmatched")
        REQUEST_SECONDS.labels(self._service, scope["method"], template, str(status)).observe(seconds)
        _log.info("request", method=scope["method"], route=template, status=status, milliseconds=round(seconds * 1000, 1))
