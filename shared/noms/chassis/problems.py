"""Refusals on the wire: handlers that turn every failure into a problem document, and their entries in the OpenAPI document."""

import json
from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from typing import Any

import asyncpg
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException

from noms.calendar import OutsideCalendar
from noms.chassis import refusals, tracing
from noms.chassis.database.faults import Constraints, refusal_for
from noms.chassis.refusals import Refusal, every_refusal
from noms.contracts.problems import FieldError, Problem

MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger("noms.problems")

_EXPECTED = (
    Refusal, RequestValidationError, HTTPException, DBAPIError, StaleDataError, PoolTimeout, OSError, OutsideCalendar,
    asyncpg.PostgresError, asyncpg.InterfaceError,
)  # fmt: skip
_BY_ERROR: Mapping[type[Exception], type[Refusal]] = {
    StaleDataError: refusals.StaleVersion,
    OutsideCalendar: refusals.DateOutsideCalendar,
    PoolTimeout: refusals.Unavailable,
    ConnectionError: refusals.Unavailable,
    TimeoutError: refusals.Unavailable,
}
_BY_STATUS: Mapping[int, type[Refusal]] = {
    400: refusals.BadRequest,
    401: refusals.NotAuthenticated,
    403: refusals.NotPermitted,
    404: refusals.NotFound,
    405: refusals.MethodNotAllowed,
    413: refusals.BodyTooLarge,
    415: refusals.UnsupportedMediaType,
}


_LONGEST_NAME = 100
_MOST_FAULTS = 100
_QUIET: Mapping[str, str] = {
    "union_tag_invalid": "none of the kinds that are expected here",
    "uuid_parsing": "a UUID is expected",
}
"""Faults whose own message repeats a part of what was offered."""


def problem_type(code: str) -> str:
    """The stable address, on the same service, of the page that explains a code."""
    return f"/problems/{code}"


def problem_of(refusal: Refusal) -> Problem:
    """The document that says why a request was refused."""
    return Problem(
        type=problem_type(refusal.code),
        title=refusal.title,
        status=refusal.status,
        code=refusal.code,
        detail=refusal.detail,
        instance=f"urn:trace:{tracing.trace_id()}",
        errors=list(refusal.errors),
    )


def problem_response(refusal: Refusal) -> Response:
    """Answer with the problem document, and the headers that its status asks for."""
    headers: dict[str, str] = {"Cache-Control": "no-store"}
    if isinstance(refusal, refusals.NotAuthenticated):
        headers["WWW-Authenticate"] = 'Bearer realm="noms"'
    if isinstance(refusal, refusals.Unavailable):
        headers["Retry-After"] = str(refusal.retry_after_seconds)
    body = problem_of(refusal).model_dump_json(exclude_none=True)
    return Response(body, refusal.status, headers, MEDIA_TYPE)


def answer_to(error: Exception, constraints: Constraints, method: str) -> Response:
    """The problem document for any failure. A fault of ours is logged, by its type and place and never by its words."""
    refusal = refusal_from(error, constraints)
    if refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("request failed", code=refusal.code, method=method, error=type(error).__name__, exc_info=error)
    response = problem_response(refusal)
    if isinstance(error, HTTPException) and error.headers and "Allow" in error.headers:
        response.headers["Allow"] = _with_head(error.headers["Allow"])
    return response


def _with_head(allowed: str) -> str:
    """What a path answers: HEAD wherever it answers GET."""
    methods = set(allowed.split(", "))
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))


def problems(*refused: type[Refusal]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of an operation: each refusal that it can answer, with an example."""
    entries: dict[int | str, dict[str, Any]] = {}
    for refusal in refused:
        entry = entries.setdefault(
            refusal.status,
            {"description": HTTPStatus(refusal.status).phrase, "content": {MEDIA_TYPE: {"schema": _SCHEMA, "examples": {}}}},
        )
        entry["content"][MEDIA_TYPE]["examples"][refusal.code] = {"summary": refusal.title, "value": _example(refusal)}
    return entries


_SCHEMA = {"$ref": "#/components/schemas/Problem"}


def _example(refusal: type[Refusal]) -> dict[str, Any]:
    example = problem_of(refusal()).model_dump(exclude_none=True)
    return example | {"instance": "urn:trace:4bf92f3577b34da6a3ce929d0e0e4736"}


def _pointer(location: tuple[str | int, ...]) -> str:
    place, *path = (str(part)[:_LONGEST_NAME] for part in location)
    if place == "body":
        return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)
    return f"{place}:{'/'.join(path)}"


def _message(fault: Mapping[str, Any]) -> str:
    """What is wrong, in words that do not repeat what was offered."""
    return _QUIET.get(fault["type"], str(fault["msg"]).removeprefix("Value error, "))


def invalid_from(error: RequestValidationError) -> Refusal:
    """Name every field that is not as the schema says, without repeating what was offered."""
    faults = error.errors()
    if any(fault["type"] == "json_invalid" for fault in faults):
        return refusals.BadRequest("The body is not JSON in UTF-8 with every key once.")
    if any(fault["type"] == "missing" and str(fault["loc"][-1]).lower() == "idempotency-key" for fault in faults):
        return refusals.IdempotencyKeyMissing()
    if any(fault["loc"] == ("body",) and isinstance(fault["input"], bytes) for fault in faults):
        return refusals.UnsupportedMediaType()
    named = faults[:_MOST_FAULTS]
    return refusals.Invalid(
        errors=[FieldError(pointer=_pointer(tuple(fault["loc"])), code=fault["type"], message=_message(fault)) for fault in named]
    )


def refusal_from(error: Exception, constraints: Constraints) -> Refusal:
    """What the caller is told about an error that is not a refusal yet; anything unforeseen is a fault of ours."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, RequestValidationError):
        return invalid_from(error)
    if isinstance(error, HTTPException):
        return _BY_STATUS.get(error.status_code, refusals.BadRequest)()
    if isinstance(error, DBAPIError | asyncpg.PostgresError | asyncpg.InterfaceError):
        return refusal_for(error, constraints) or refusals.InternalError()
    known = (refusal for kind, refusal in _BY_ERROR.items() if isinstance(error, kind))
    return next(known, refusals.InternalError)()


def install_problems(app: FastAPI, constraints: Constraints) -> None:
    """Let every failure of the application answer a problem document, and serve the page behind each code."""

    async def answer_problem(request: Request, error: Exception) -> Response:
        return answer_to(error, constraints, request.method)

    app.state.constraints = constraints

    for kind in _EXPECTED:
        app.add_exception_handler(kind, answer_problem)
    app.add_exception_handler(Exception, answer_problem)

    @app.get("/problems/{code}", include_in_schema=False, response_class=HTMLResponse)
    async def explain(code: str) -> HTMLResponse:
        known = {refusal.code: refusal for refusal in every_refusal()}
        if code not in known:
            raise refusals.NotFound
        return HTMLResponse(_page(known[code]))


def _page(refusal: type[Refusal]) -> str:
    meaning = " ".join((refusal.__doc__ or "").split())
    example = json.dumps(_example(refusal), indent=2)
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{refusal.code}</title>"
        f"<h1>{refusal.code}</h1><p>{escape(refusal.title)}<p>{escape(meaning)}"
        f"<p>Status {refusal.status}.<pre>{escape(example)}</pre></html>"
    )
