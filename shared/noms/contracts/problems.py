"""The one shape of an error on the wire: RFC 9457 problem details."""

from pydantic import Field

from noms.contracts.wire import View


class FieldError(View):
    """One thing that is wrong with what was sent. What was offered is never echoed."""

    pointer: str
    """Where: a JSON pointer into the body (`/requirements/0/quantity`), or `header:Idempotency-Key`, `query:on`, `path:crn`."""
    code: str
    message: str


class Problem(View):
    """An error, in one sentence for the caller, with a stable page behind `type`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str | None = None
    errors: list[FieldError] = Field(default=[])
