"""Everything the house refuses: one base class with a status, a stable code and one sentence for the caller."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from noms.contracts.problems import FieldError


class Refusal(Exception):
    """A request that is not carried out. Rooms subclass it; a refused rule keeps the status 409.

    `title` is the same for every occurrence; `detail`, given where it is raised, says what to do in this case and never
    repeats what was offered.
    """

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refused"
    title: ClassVar[str] = "The request was refused."

    def __init__(self, detail: str | None = None, *, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = tuple(errors)


class NotFound(Refusal):
    """There is no such record, or the caller's reach does not include it: the two look the same."""

    status = 404
    code = "not_found"
    title = "There is no such record within your reach."


class BadRequest(Refusal):
    """The request could not be read."""

    status = 400
    code = "bad_request"
    title = "The request could not be read."


class IdempotencyKeyMissing(BadRequest):
    """A request that creates something came without its key."""

    code = "idempotency_key_missing"
    title = "Send an Idempotency-Key header, such as a new UUID, so that a repeated request takes effect once."


class NotAuthenticated(Refusal):
    """No token, or one that is not valid here and now."""

    status = 401
    code = "not_authenticated"
    title = "Send a valid bearer token in the Authorization header."


class NotPermitted(Refusal):
    """The caller's role does not include this operation at all."""

    status = 403
    code = "not_permitted"
    title = "Your role does not include this operation."


class MethodNotAllowed(Refusal):
    """The path exists, the method does not."""

    status = 405
    code = "method_not_allowed"
    title = "This path does not answer that method."


class RequestInProgress(Refusal):
    """The first request with this Idempotency-Key has not ended yet."""

    code = "request_in_progress"
    title = "A request with this Idempotency-Key is still running: repeat it in a moment."


class DateOutsideCalendar(Refusal):
    """A deadline would fall outside the years for which working days are known."""

    code = "date_outside_calendar"
    title = "A date lies outside the years for which the calendar of working days is known (1978 to 2099)."


class StaleVersion(Refusal):
    """The record has changed since the caller read it."""

    status = 412
    code = "stale_version"
    title = "The record has changed since you read it: read it again and send its new ETag in If-Match."


class BodyTooLarge(Refusal):
    """The body is larger than this service reads."""

    status = 413
    code = "body_too_large"
    title = "The body is larger than this service accepts."


class UnsupportedMediaType(Refusal):
    """The body is not JSON."""

    status = 415
    code = "unsupported_media_type"
    title = "Send the body as application/json."


class Invalid(Refusal):
    """The request can be read, and something in it is not as the schema says."""

    status = 422
    code = "invalid"
    title = "Something in the request is not as the schema says: see errors."


class IdempotencyKeyReused(Refusal):
    """The key was used before, for something else."""

    status = 422
    code = "idempotency_key_reused"
    title = "This Idempotency-Key was used before with another request: send a new one."


class PreconditionRequired(Refusal):
    """A change came without saying which version it is meant for."""

    status = 428
    code = "precondition_required"
    title = "Send the record's ETag in If-Match."


class InternalError(Refusal):
    """A fault of ours. The trace id in `instance` finds it in the log."""

    status = 500
    code = "internal_error"
    title = "Something went wrong on our side. The instance names the trace to quote."


class Unavailable(Refusal):
    """The database cannot be reached or is too busy. Nothing was stored."""

    status = 503
    code = "temporarily_unavailable"
    title = "The service is temporarily unavailable and stored nothing: repeat the request in a moment."
    retry_after_seconds: ClassVar[int] = 2


class PeerUnavailable(Unavailable):
    """Another service that this request needs did not answer. Nothing was stored."""

    code = "peer_unavailable"
    title = "Another service that this request needs does not answer; nothing was stored: repeat the request later."


def every_refusal(base: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every refusal that exists in this process, for the pages behind `type`."""
    for refusal in base.__subclasses__():
        yield refusal
        yield from every_refusal(refusal)
