"""Structured logs without personal data: only keys on the list below leave the process, bodies never."""

import logging
from typing import Final

import structlog
from structlog.typing import EventDict, WrappedLogger

from noms.chassis import tracing

ALLOWED_KEYS: Final = frozenset(
    {"event", "level", "logger", "timestamp", "trace_id", "service", "method", "route", "status", "milliseconds", "code", "error",
     "feed", "sequence", "event_id", "count", "exception", "reason", "port", "url"}
)  # fmt: skip


def _only_allowed_keys(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: value for key, value in event.items() if key in ALLOWED_KEYS}


def _in_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    event["trace_id"] = tracing.trace_id()
    return event


def _without_messages(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep the type and place of an exception, not its text: a database error repeats the values of a row."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        frames = []
        trace = error.__traceback__
        while trace is not None:
            frames.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
            trace = trace.tb_next
        event["exception"] = f"{type(error).__name__} at {' > '.join(frames[-6:])}"
    return event


def install_logs(service: str, level: str) -> None:
    """Write one JSON object a line to standard error."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _in_trace,
            _without_messages,
            _only_allowed_keys,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
