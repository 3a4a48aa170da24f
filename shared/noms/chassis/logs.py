"""Structured logs without personal data: only keys on the list below leave the process, bodies never."""

import logging
import sys
from typing import Final

import structlog
from structlog.typing import EventDict, WrappedLogger

from noms.chassis import tracing

ALLOWED_KEYS: Final = frozenset(
    {"event", "level", "logger", "timestamp", "trace_id", "service", "method", "route", "status", "milliseconds", "code", "error",
     "feed", "sequence", "event_id", "count", "exception", "reason", "port", "url"}
)  # fmt: skip
_log = structlog.get_logger("noms.libraries")


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


class _Libraries(logging.Handler):
    """What libraries log, as lines of ours: who and where, and their words only when they come from the server itself."""

    def emit(self, record: logging.LogRecord) -> None:
        says = record.getMessage() if record.name.startswith("uvicorn") else "library message"
        error = record.exc_info[1] if record.exc_info else None
        place = f"{record.module}:{record.lineno}"
        _log.log(record.levelno, says, logger=record.name, reason=place, exc_info=error)


def _adopt_libraries() -> None:
    """Take over the loggers of the server and of libraries. The server's access log goes: it writes paths, which name people."""
    root = logging.getLogger()
    if not any(isinstance(handler, _Libraries) for handler in root.handlers):
        root.addHandler(_Libraries())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"


def install_logs(service: str, level: str) -> None:
    """Write one JSON object a line to standard error, whoever has something to say in this process."""

    def said_by(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["service"] = service
        return event

    structlog.configure(
        processors=[
            said_by,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _in_trace,
            _without_messages,
            _only_allowed_keys,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=True,
    )
    _adopt_libraries()
