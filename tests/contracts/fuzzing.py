"""Hooks of the contract fuzzing: loaded by schemathesis, which names this module in its settings."""

import json
from typing import Any, get_args
from uuid import uuid4

import schemathesis
from pydantic_core.core_schema import ErrorType
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext
from schemathesis.openapi.checks import RejectedPositiveData

KEY = "Idempotency-Key"
WAIT, LONGEST_WAIT_MS = "timeout_ms", 30_000
SCHEMA_FAULTS = set(get_args(ErrorType)) - {"value_error"}
"""Why a schema refuses. `value_error` is raised by our own validators, for what no JSON schema can say."""


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
    """Let a rule refuse valid data by 422; what the schema itself refuses must not be valid by the document."""
    if not isinstance(failure, RejectedPositiveData) or response.status_code != 422:
        return True
    problem = json.loads(response.content)
    refused_by = {error["code"] for error in problem.get("errors", [])}
    return problem["code"] == "invalid" and (not refused_by or bool(refused_by & SCHEMA_FAULTS))
