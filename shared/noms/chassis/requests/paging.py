"""Pages: keyset cursors that carry no personal data in the clear, and numbered pages for searches."""

import json
import os
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import Depends, Query, Request, Response

from noms.chassis.refusals import Invalid
from noms.contracts.problems import FieldError

LARGEST_PAGE = 500
DEEPEST_ROW = 10_000
_NONCE_BYTES = 12

PageSize = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="How many to answer with.")]


class Cursors:
    """Seals the place in a list into an opaque text. A list is sorted by names, so the text is encrypted, not only signed."""

    def __init__(self, secret: str) -> None:
        self._seal = AESGCM(sha256(secret.encode()).digest())

    def seal(self, list_name: str, place: Sequence[str]) -> str:
        """The cursor for the row after `place`."""
        nonce = os.urandom(_NONCE_BYTES)
        return urlsafe_b64encode(nonce + self._seal.encrypt(nonce, json.dumps(place).encode(), list_name.encode())).decode()

    def open(self, list_name: str, cursor: str) -> tuple[str, ...]:
        """The place that a cursor stands for.

        Raises:
            Invalid: the cursor is not one of this list's.

        """
        try:
            sealed = b64decode(cursor.encode(), b"-_", validate=True)
            place = json.loads(self._seal.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], list_name.encode()))
        except (InvalidTag, ValueError) as error:
            raise _no_cursor() from error
        return tuple(str(part) for part in place)


def _no_cursor() -> Invalid:
    return Invalid(
        errors=[FieldError(pointer="query:cursor", code="not_a_cursor", message="Pass the cursor of a `next` link as it came.")]
    )


def _cursors(request: Request) -> Cursors:
    sealed: Cursors = request.app.state.cursors
    return sealed


CursorSeal = Annotated[Cursors, Depends(_cursors)]


def link_next(request: Request, response: Response, cursor: str) -> None:
    """Send the address of the next page in a Link header (RFC 8288), filters kept; relative: no Host header is repeated."""
    query = request.url.include_query_params(cursor=cursor).query
    response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """A page of a search, counted from 1."""

    page: int
    per_page: int

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.per_page


def _numbered(
    page: Annotated[int, Query(ge=1, le=DEEPEST_ROW, description="The page, from 1.")] = 1,
    per_page: PageSize = 25,
) -> NumberedPage:
    if page * per_page > DEEPEST_ROW:
        raise Invalid(
            errors=[
                FieldError(pointer="query:page", code="too_deep", message="Narrow the search: no page lies beyond row 10,000.")
            ]
        )
    return NumberedPage(page, per_page)


NumberedPages = Annotated[NumberedPage, Depends(_numbered)]
