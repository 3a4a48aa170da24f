"""The short way of hot reads: a caller already verified, one statement, the bytes out.

Solving dependencies costs a hot read more than its statement does (docs/decisions say how much). So the ordinary request for
one, and only that, is answered before the application's router: a GET without a query, of a path that is exactly the
lane's, with a token that was verified before and carries the lane's scope. Anything else takes the long way through the
router, which answers the same; a test holds the two ways against each other.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Receive, Scope, Send

from noms.chassis.database.engine import Database
from noms.chassis.database.hot import HotRead
from noms.chassis.identity.caller import Caller
from noms.chassis.identity.permissions import Scope as Permission
from noms.chassis.identity.tokens import Verifier
from noms.chassis.requests.headers import entity_tag
from noms.chassis.requests.paging import Cursors

_BEARER = b"bearer "


@dataclass(frozen=True, slots=True)
class Asked:
    """An ordinary request for a hot read."""

    caller: Caller
    subject: str
    scope: Scope
    cursors: Cursors

    def address_of_next(self, cursor: str) -> str:
        """The address of the page after this one, relative: the caller's own Host header is not repeated."""
        return f"{self.scope['path']}?cursor={cursor}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer, and where the next page is."""

    body: bytes
    next_page: str | None = None


def _whole(_asked: Asked, text: str) -> Answer:
    return Answer(text.encode())


@dataclass(frozen=True, slots=True)
class Lane:
    """One hot read that may take the short way."""

    path: str
    """The route's path, with one parameter, such as `/v1/persons/{crn}/case-file`, or with none."""

    subject: str
    """The pattern of the parameter, such as `[A-Z][0-9]{6}`; for a path without one, the name of the list."""

    permission: Permission
    read: Callable[[Caller], HotRead]
    """Which statement a caller gets: what their role may see can decide it."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    """What else the statement asks for when the request has no query."""

    finish: Callable[[Asked, str], Answer] = _whole
    """Makes the answer of the statement's text, where that is more than the body."""

    pattern: "re.Pattern[str]" = field(init=False)

    def __post_init__(self) -> None:
        written = re.sub(r"\{\w+\}", lambda _: f"({self.subject})", self.path)
        object.__setattr__(self, "pattern", re.compile(written))


class Express:
    """Answers the ordinary request for a hot read; passes everything else on."""

    def __init__(self, app: ASGIApp, *, lanes: Sequence[Lane]) -> None:
        self._app = app
        self._lanes = lanes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and not scope["query_string"]:
            for lane in self._lanes:
                matched = lane.pattern.fullmatch(scope["path"])
                if matched and await _answered(lane, (*matched.groups(), lane.subject)[0], scope, send):
                    return
        await self._app(scope, receive, send)


async def _answered(lane: Lane, subject: str, scope: Scope, send: Send) -> bool:
    """Answer with the record; False when the long way must decide what to answer."""
    headers = dict(reversed(scope["headers"]))  # of two of one name the first counts, as it does on the long way
    token = headers.get(b"authorization", b"")
    state = scope["app"].state
    verifier: Verifier = state.verifier
    if token[:7].lower() != _BEARER or b"if-none-match" in headers:
        return False
    caller = verifier.remembered(token[7:].decode("latin-1"))
    if caller is None or lane.permission.name not in caller.scopes:
        return False
    database: Database = state.database
    text = await lane.read(caller).fetch(database, caller, subject, **lane.parameters)
    if text is None:
        return False
    scope["route"] = lane
    await _send(send, lane.finish(Asked(caller, subject, scope, state.cursors), text))
    return True


async def _send(send: Send, answer: Answer) -> None:
    headers = [
        (b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer.body)),
        (b"etag", entity_tag(answer.body).encode()), (b"cache-control", b"no-store"),
    ]  # fmt: skip
    if answer.next_page is not None:
        headers.append((b"link", f'<{answer.next_page}>; rel="next"'.encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
