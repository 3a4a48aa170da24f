"""Writing the audit: one row for each act and each reading of a person's record, in the effect's own transaction."""

from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import tracing
from noms.chassis.database.rows import AuditRow
from noms.chassis.identity.caller import Caller

DONE = "done"
_LONGEST_SUBJECT = 200


@dataclass(slots=True)
class AuditNote:
    """What a request is about, completed while it runs."""

    action: str
    subject: str | None = None
    shown: tuple[str, ...] = ()
    """Everybody whose record was shown, where the path does not tell: each gets a row."""

    settled: bool = False
    """Whether the row is written already, by the statement that read the record, or there was nothing to tell."""


_current: ContextVar[AuditNote | None] = ContextVar("audit_note", default=None)


def begin_note(note: AuditNote) -> None:
    """Make this the note of the request that runs now."""
    _current.set(note)


def settle() -> None:
    """Say that the audit row of the request that runs now needs no further writing."""
    note = _current.get()
    if note is not None:
        note.settled = True


def concerning(session: AsyncSession, *subjects: str) -> None:
    """Say whom or what this request turned out to be about, when its path does not tell."""
    note: AuditNote | None = session.info.get("audit_note")
    if note is not None:
        note.shown = tuple(dict.fromkeys(subjects))


def entries(caller: Caller, note: AuditNote, outcome: str = DONE) -> list[AuditRow]:
    """The audit rows of one request: one for each person whose record it concerned, so that each can be asked for."""
    return [entry(caller, note.action, subject, outcome) for subject in note.shown or (note.subject,)]


def entry(caller: Caller, action: str, subject: str | None, outcome: str = DONE) -> AuditRow:
    """The audit row for one act of one caller."""
    return AuditRow(
        action=action,
        outcome=outcome,
        subject=subject.replace("\x00", "")[:_LONGEST_SUBJECT] if subject else None,
        who=caller.subject,
        client=caller.client,
        organisation=caller.organisation,
        on_behalf_of=caller.on_behalf_of,
        trace_id=tracing.trace_id(),
    )
