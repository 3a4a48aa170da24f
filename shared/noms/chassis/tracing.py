"""W3C trace context: each request runs inside a trace, taken from the caller or begun here, and passes it on."""

import re
import secrets
from contextvars import ContextVar

_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_current: ContextVar[str] = ContextVar("traceparent", default="")


def begin(offered: str | None) -> str:
    """Continue the trace that the caller offers, or begin a new one; answers the traceparent of this step."""
    trace = offered[3:35] if offered and _TRACEPARENT.fullmatch(offered) else secrets.token_hex(16)
    traceparent = f"00-{trace}-{secrets.token_hex(8)}-01"
    _current.set(traceparent)
    return traceparent


def traceparent() -> str | None:
    """The traceparent to pass on to another service or to store with an event; None outside a request."""
    return _current.get() or None


def trace_id() -> str:
    """The trace of this request, for logs, audit rows and problem documents; zeros outside a request."""
    return _current.get()[3:35] or "0" * 32
