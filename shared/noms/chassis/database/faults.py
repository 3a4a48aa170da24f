"""What the caller is told when PostgreSQL refuses: a domain refusal by constraint name, else one by the kind of fault."""

from collections.abc import Mapping
from typing import Any

import asyncpg
from sqlalchemy.exc import DBAPIError

from noms.chassis.refusals import Invalid, NotFound, Refusal, Unavailable

Constraints = Mapping[str, type[Refusal]]


class AlreadyExists(Refusal):
    """A record with the same identity is there already."""

    code = "already_exists"
    title = "A record with the same identity exists already."


class Overlaps(Refusal):
    """The dates overlap with those of another record."""

    code = "overlaps"
    title = "The dates overlap with those of another record."


class RefersToNothing(Refusal):
    """The request names a record that is not there."""

    code = "refers_to_nothing"
    title = "The request refers to a record that does not exist."


class NotAllowedByRecord(Refusal):
    """A constraint of the record forbids the change."""

    code = "not_allowed_by_record"
    title = "The record does not allow this change."


class OutcomeUnknown(Unavailable):
    """The connection to the database was lost between the order to store and its confirmation."""

    code = "outcome_unknown"
    title = "Contact was lost while this was being stored: repeat it, with the same Idempotency-Key or If-Match, to be sure."


_BY_SQLSTATE: Mapping[str, type[Refusal]] = {
    "23505": AlreadyExists,
    "23P01": Overlaps,
    "23503": RefersToNothing,
    "23514": NotAllowedByRecord,
    "P0002": NotFound,
}
_NOT_PRIVILEGED = "42501"
_ROW_SECURITY = "ExecWithCheckOptions"
"""PostgreSQL gives one code to a row that row security refuses (hidden and absent look the same: 404) and to a missing GRANT,
which is a fault of ours. The function that refused tells them apart."""
_BY_CLASS: Mapping[str, type[Refusal]] = {
    "22": Invalid,
    "08": Unavailable,
    "25": Unavailable,
    "28": Unavailable,
    "3D": Unavailable,
    "40": Unavailable,
    "53": Unavailable,
    "55": Unavailable,
    "57": Unavailable,
}


def _attribute(error: BaseException | None, name: str) -> str | None:
    while error is not None:
        found: Any = getattr(error, name, None)
        if found:
            return str(found)
        error = error.__cause__
    return None


def may_have_been_stored(error: DBAPIError) -> bool:
    """Whether a commit that failed so can have taken effect: PostgreSQL did not refuse it, it did not answer."""
    sqlstate = _attribute(error.orig, "sqlstate")
    return sqlstate is None or sqlstate.startswith("08")


def refusal_for(error: DBAPIError | asyncpg.PostgresError | asyncpg.InterfaceError, constraints: Constraints) -> Refusal | None:
    """The refusal that a database error stands for; None when it is a fault of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    constraint = _attribute(cause, "constraint_name")
    if constraint is not None and constraint in constraints:
        return constraints[constraint]()
    sqlstate = _attribute(cause, "sqlstate")
    if sqlstate is None:
        return Unavailable()
    if sqlstate == _NOT_PRIVILEGED:
        return NotFound() if _attribute(cause, "server_source_function") == _ROW_SECURITY else None
    refusal = _BY_SQLSTATE.get(sqlstate) or _BY_CLASS.get(sqlstate[:2])
    return refusal() if refusal else None
