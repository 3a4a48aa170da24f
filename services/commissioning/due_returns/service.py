"""Telling once which returns are overdue."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.due_returns import ReturnState
from services.commissioning.due_returns import queries, rules
from services.commissioning.returns.queries import asking, on_record
from services.commissioning.returns.rules import Late
from services.commissioning.returns.service import tell_overdue


async def note_overdue(session: AsyncSession, caller: Caller, *, only: UUID | None = None) -> int:
    """Tell of every return that is overdue today and of which nobody was told yet; answers how many.

    Those of one agreement, or of all within reach. Said once for each return, whoever else looks at the same time.
    """
    as_at = clock.today()
    found = [await asking(session, caller, only)] if only else await queries.every_asking(session, caller)
    record = await on_record(session, [asked.agreement_id for asked in found])
    told = 0
    for asked in found:
        due = rules.due_returns(asked, record[asked.agreement_id], as_at)
        late = [Late(each.measure_code, each.period, each.due_on) for each in due if each.state is ReturnState.MISSING]
        told += await tell_overdue(session, asked, late)
    return told
