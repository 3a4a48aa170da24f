"""The audit of a request apart from its effect: what had no transaction to write it in, and what was refused."""

from http import HTTPStatus

from fastapi import Request

from noms.chassis.audit.record import AuditNote, entries
from noms.chassis.identity.caller import Caller
from noms.chassis.problems import refusal_from
from noms.chassis.refusals import Refusal

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def audited(request: Request) -> bool:
    """Whether this request leaves a row: every act does, and every reading of people's records."""
    return request.method not in _READING or getattr(request.state, "personal", False)


def told_already(request: Request, note: AuditNote) -> bool:
    """Whether the statement that read the record has written the row of this reading; an act has its row besides."""
    return note.settled and request.method in _READING


async def audit_apart(request: Request, note: AuditNote, outcome: str) -> None:
    """Write the row of a request that had no transaction to write it in."""
    caller: Caller | None = getattr(request.state, "caller", None)
    if caller is None or note.settled or not audited(request):
        return
    async with await request.app.state.database.session(caller) as session:
        session.add_all(entries(caller, note, outcome))
        await session.commit()


async def audit_refusal(request: Request, note: AuditNote, error: Exception) -> None:
    """Keep who was refused what. A failure of ours is no refusal, and there may be no database to write it to."""
    refusal = refusal_from(error, request.app.state.constraints)
    if isinstance(error, Refusal) or refusal.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        note.settled = False
        await audit_apart(request, note, f"refused:{refusal.code}")
