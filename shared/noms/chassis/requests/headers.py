"""Headers of repetition and of versions: Idempotency-Key, ETag and If-Match."""

import hashlib
import re
from typing import Annotated

from fastapi import Depends, Header, Request, Response

from noms.chassis.refusals import PreconditionRequired, StaleVersion

_KEY = r'^"?[A-Za-z0-9_.:-]{1,255}"?$'
_TAG = re.compile(r'^"(\d{1,18})"$')


def _bare_key(
    idempotency_key: Annotated[
        str,
        Header(
            pattern=_KEY,
            description="A key of your own for this request, such as a new UUID; kept for 72 hours.",
            examples=["9f2c1d4e"],
        ),
    ],
) -> str:
    return idempotency_key.strip('"')


IdempotencyKey = Annotated[str, Depends(_bare_key)]


def _expected_version(
    if_match: Annotated[str | None, Header(description="The ETag of the version that you read.", examples=['"3"'])] = None,
) -> int:
    if if_match is None:
        raise PreconditionRequired
    matched = _TAG.match(if_match)
    if matched is None:
        raise StaleVersion
    return int(matched[1])


ExpectedVersion = Annotated[int, Depends(_expected_version)]
"""The version that a change is meant for, from If-Match: 428 when it is missing, 412 when it is no version of ours."""


def meant_for(expected: int, actual: int) -> None:
    """Refuse a change that was meant for an older version.

    Raises:
        StaleVersion: the record has changed since.

    """
    if expected != actual:
        raise StaleVersion


def tag_version(response: Response, version: int) -> None:
    """Send the record's version as its strong ETag."""
    response.headers["ETag"] = f'"{version}"'


def entity_tag(body: bytes) -> str:
    """The strong ETag of an answer that has no version of its own: a digest of its bytes."""
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def personal_json(request: Request, body: bytes) -> Response:
    """Answer with JSON that PostgreSQL shaped; 304 when the caller holds the same bytes already."""
    tag = entity_tag(body)
    headers = {"ETag": tag, "Cache-Control": "no-store"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")
