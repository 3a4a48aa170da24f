"""The unit of work: one request, one transaction, committed before the response is sent."""

import asyncio
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import AuditNote, entries
from noms.chassis.database.engine import Database
from noms.chassis.database.faults import OutcomeUnknown, may_have_been_stored
from noms.chassis.database.rows import IdempotencyRow
from noms.chassis.identity.caller import Caller


@dataclass(slots=True)
class UnitOfWork:
    """The transaction of one request: opened when a handler first asks, ended exactly once."""

    database: Database
    note: AuditNote
    caller: Caller | None = None
    session: AsyncSession | None = None
    repeatable: IdempotencyRow | None = None
    changes: bool = field(default=False)

    async def open(self, caller: Caller) -> AsyncSession:
        """The session of this request, within the caller's reach."""
        if self.session is None:
            self.caller = caller
            self.session = await self.database.session(caller)
            self.session.info["audit_note"] = self.note
        return self.session

    async def commit(self) -> None:
        """Make the effect, its events and its audit row durable together."""
        if self.session is None:
            return
        if self.caller is not None and self.changes:
            self.session.add_all(entries(self.caller, self.note))
            self.note.settled = True
        try:
            await self.session.commit()
        except DBAPIError as error:
            if self.changes and may_have_been_stored(error):
                raise OutcomeUnknown from error
            raise
        await self.close()

    async def close(self) -> None:
        """End the transaction, without effect unless it was committed, and give the connection back."""
        session, self.session = self.session, None
        if session is not None:
            await asyncio.shield(session.close())


def unit_of_work(request: Request) -> UnitOfWork:
    """The unit of work that the route opened for this request."""
    work: UnitOfWork = request.state.work
    return work


Work = Annotated[UnitOfWork, Depends(unit_of_work)]
