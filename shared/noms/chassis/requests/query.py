"""The query of a request: nothing but parameters that the operation has, each given once.

A parameter that nobody reads would be believed: `asat=2010-11-05` would answer for today as if it were that day.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import Request
from fastapi._compat import field_annotation_is_sequence  # FastAPI itself decides by it what it reads as a list
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError

from noms.chassis.identity.permissions import admitted


class Query:
    """What one operation can be asked with: its own parameters and those of everything that it depends on."""

    def __init__(self, operation: Dependant) -> None:
        parts = list(_parts(operation))
        fields = [field for part in parts for field in part.query_params]
        self._scopes = [scope for part in parts for scope in part.own_oauth_scopes or ()]
        self._known = frozenset(field.alias for field in fields)
        self._lists = frozenset(field.alias for field in fields if field_annotation_is_sequence(field.field_info.annotation))

    async def refuse_others(self, request: Request) -> None:
        """Refuse a parameter that the operation does not have, or has once and is given twice; its caller is admitted first.

        Raises:
            RequestValidationError: with each of them.
            NotAuthenticated: the token is missing, or no good.
            NotPermitted: the caller's role does not include the operation.

        """
        if not request.scope["query_string"]:
            return
        faults = list(self._faults(Counter(name for name, _ in request.query_params.multi_items())))
        if faults:
            await admitted(request, self._scopes)
            raise RequestValidationError(faults)

    def _faults(self, given: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        for name, times in given.items():
            if name not in self._known:
                yield _fault(name, "unknown_parameter", "This operation has no such parameter.")
            elif times > 1 and name not in self._lists:
                yield _fault(name, "repeated_parameter", "This parameter is given more than once.")


def _fault(name: str, code: str, message: str) -> dict[str, Any]:
    return {"type": code, "loc": ("query", name), "msg": message, "input": None}


def _parts(operation: Dependant) -> Iterator[Dependant]:
    yield operation
    for part in operation.dependencies:
        yield from _parts(part)
