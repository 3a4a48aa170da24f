"""Hooks of the contract fuzzing: loaded by schemathesis, which names this module in its settings."""

import json
from typing import Any, get_args
from uuid import uuid4

import schemathesis
from pydantic_core.core_schema import ErrorType
from schemathesis.core.failures import Failure, ServerError
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext
from schemathesis.openapi.checks import RejectedPositiveData

from house.steady_parsing import parse_one_at_a_time

parse_one_at_a_time()

KEY = "Idempotency-Key"
WAIT, LONGEST_WAIT_MS = "timeout_ms", 30_000
SCHEMA_FAULTS = set(get_args(ErrorType)) - {"value_error"}
"""Why a schema refuses. `value_error` is raised by our own validators, for what no JSON schema can say."""


@schemathesis.serializer("application/x-ndjson", "text/csv")
def lines_of_a_file(_: Any, value: Any) -> bytes:
    """A body that is a file of lines: text as it stands, anything else as one line of JSON."""
    return value.encode(errors="replace") if isinstance(value, str) else json.dumps(value).encode()


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Send each request with a key of its own, since a drawn one would repeat another request; and wait for no event."""
    generated = case.meta is None or not case.meta.is_negative_at(ParameterLocation.HEADER)
    if generated and case.headers is not None and KEY in case.headers:
        case.headers[KEY] = str(uuid4())
    wait = str((case.query or {}).get(WAIT, ""))
    if wait.isdigit() and int(wait) <= LONGEST_WAIT_MS:
        case.query[WAIT] = 1


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """Keep every failure but two: a rule that refuses valid data by 422, and a peer that is not there, because here none is."""
    problem = json.loads(response.content) if response.status_code in {422, 503} else {}
    if isinstance(failure, RejectedPositiveData) and response.status_code == 422:
        return not refused_by_a_rule(problem)
    return not (isinstance(failure, ServerError) and problem.get("code") == "peer_unavailable")


def refused_by_a_rule(problem: dict[str, Any]) -> bool:
    """Whether it was a rule that refused: what the schema itself refuses must not be valid by the document."""
    reasons = {error["code"] for error in problem["errors"]}
    return (
        bool(reasons) and not reasons & SCHEMA_FAULTS
        if problem["code"] == "invalid"
        else problem["code"] != "idempotency_key_reused"
    )
