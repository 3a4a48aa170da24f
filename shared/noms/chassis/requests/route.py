"""The one path of a request: open a unit of work, run the handler, audit, commit, and only then answer."""

import hashlib
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Annotated, Any, get_type_hints

from fastapi import APIRouter, Depends, Request, Response, params
from fastapi.routing import APIRoute
from sqlalchemy import func, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import DONE, AuditNote, begin_note
from noms.chassis.database.rows import IdempotencyRow
from noms.chassis.database.shaping import closed, reach_of
from noms.chassis.database.work import UnitOfWork, Work
from noms.chassis.identity.caller import USER, Caller
from noms.chassis.identity.permissions import AnyCaller
from noms.chassis.refusals import IdempotencyKeyReused, NotFound, RequestInProgress
from noms.chassis.requests.apart import audit_apart, audit_refusal, audited, told_already
from noms.chassis.requests.body import StrictRequest
from noms.chassis.requests.headers import IdempotencyKey
from noms.chassis.requests.query import Query

_KEPT_HEADERS = frozenset({"etag", "location"})
_REPEATED = "repeated"
_TRY_KEY = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")


async def _session(work: Work, caller: AnyCaller) -> AsyncSession:
    return await work.open(caller)


Session = Annotated[AsyncSession, Depends(_session)]
"""The request's session: its transaction sees what the caller reaches and is committed before the answer is sent."""


class _Repeated(Exception):
    """The request took effect before: answer as then."""

    def __init__(self, row: IdempotencyRow) -> None:
        super().__init__(row.key)
        self.subjects = tuple(row.subjects)
        self.response = Response(bytes(row.body), row.status, dict(row.headers), "application/json")
        self.response.headers["Idempotent-Replayed"] = "true"


async def once(request: Request, key: IdempotencyKey, work: Work, session: Session, caller: AnyCaller) -> None:
    """Let a request with this Idempotency-Key take effect once: a repetition gets the first answer.

    A caller whose reach has changed meanwhile sends another request: the answer of old may hold what they no longer reach.

    Raises:
        RequestInProgress: the first one has not ended.
        IdempotencyKeyReused: the key came before with another request.
        NotFound: the record that the first answer shows has been closed to the caller.

    """
    name = f"{caller.client}\n{caller.subject}\n{key}"
    if not (await session.execute(_TRY_KEY, {"name": name})).scalar_one():
        raise RequestInProgress
    tags = ",".join(
        tag for tag in caller.reach if not tag.startswith(USER)
    )  # the user is told besides, as in answers kept before
    reaching = f"{caller.organisation}\n{tags}\n{caller.on_behalf_of}\n"
    told = f"{request.method} {request.url.path}\n{reaching}".encode() + await request.body()
    fingerprint = hashlib.sha256(told).digest()
    mine = (IdempotencyRow.client == caller.client, IdempotencyRow.who == caller.subject, IdempotencyRow.key == key)
    stored = (await session.execute(select(IdempotencyRow).where(*mine))).scalar_one_or_none()
    if stored is not None:
        raise await _repeated(session, caller, stored, request) if stored.fingerprint == fingerprint else IdempotencyKeyReused
    work.repeatable = IdempotencyRow(client=caller.client, who=caller.subject, key=key, fingerprint=fingerprint)


async def _repeated(session: AsyncSession, caller: Caller, stored: IdempotencyRow, request: Request) -> Exception:
    """The first answer, or that there is none any more: what it shows has been closed to the caller since."""
    concerns = stored.subjects or [str(part) for part in request.path_params.values()]
    one_of_them = func.unnest(literal(concerns, ARRAY(TEXT))).column_valued("concern")
    hidden = select(one_of_them).where(closed(one_of_them, reach_of(caller))).limit(1)
    return _Repeated(stored) if (await session.execute(hidden)).first() is None else NotFound()


def _remember(work: UnitOfWork, response: Response) -> None:
    """Keep the answer of a request that created something, and whom it concerned, in the transaction that created it."""
    if work.repeatable is not None and work.session is not None:
        work.repeatable.status = response.status_code
        work.repeatable.body = bytes(response.body)
        work.repeatable.subjects = list(work.note.shown)
        work.repeatable.headers = {name: value for name, value in response.headers.items() if name in _KEPT_HEADERS}
        work.session.add(work.repeatable)


class TransactionalRoute(APIRoute):
    """A route whose handler runs in one transaction. Creating POSTs need an Idempotency-Key; acts are audited."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **settings: Any) -> None:
        if settings.get("status_code") == HTTPStatus.CREATED and "POST" in (settings.get("methods") or ()):
            settings["dependencies"] = [*(settings.get("dependencies") or ()), *_guards(endpoint), Depends(once)]
        super().__init__(path, endpoint, **settings)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer, query, action = super().get_route_handler(), Query(self.dependant), self.name

        async def transact(received: Request) -> Response:
            request = StrictRequest(received.scope, received.receive)
            work = UnitOfWork(request.app.state.database, AuditNote(action, _subject(request)))
            request.state.work = work
            begin_note(work.note)
            try:
                await query.refuse_others(request)
                response = await answer(request)
                work.changes = audited(request) and not told_already(request, work.note)
                _remember(work, response)
                await work.commit()
                await audit_apart(request, work.note, DONE)
            except _Repeated as repeated:
                await work.close()
                work.note.shown = repeated.subjects
                await audit_apart(request, work.note, _REPEATED)
                return repeated.response
            except Exception as error:
                await work.close()
                await audit_refusal(request, work.note, error)
                raise
            finally:
                await work.close()
            return response

        return transact


def _guards(endpoint: Callable[..., Any]) -> list[params.Security]:
    """The scopes that the handler asks for: checked first, so that a lost permission also closes the answers of old."""
    hints = get_type_hints(endpoint, include_extras=True).values()
    return [mark for hint in hints for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, params.Security)]


def _subject(request: Request) -> str | None:
    return "/".join(str(part) for part in request.path_params.values()) or None


def room(tag: str) -> APIRouter:
    """The router of a room: its routes run in one transaction each."""
    return APIRouter(route_class=TransactionalRoute, tags=[tag])
