"""Taking down that a line is in dispute, and how the dispute was decided."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.payments import LineDisputeView
from services.commissioning.disputes import queries
from services.commissioning.disputes.refusals import AlreadyDisputed
from services.commissioning.disputes.rules import DisputedLine
from services.commissioning.disputes.tables import LineDisputeRow


async def file_dispute(
    session: AsyncSession,
    caller: Caller,
    line: DisputedLine,
    *,
    contest_id: UUID,
    filed_on: date | None = None,
    disputed_pence: int | None = None,
) -> LineDisputeView:
    """Take down that a line is in dispute, one at a time: in part, or in whole, which is what it comes to on that day."""
    if any(row.settled_at is None for row in await queries.disputes_of(session, line.agreement_id, line.line_id)):
        raise AlreadyDisputed
    row = LineDisputeRow(
        contest_id=contest_id,
        agreement_id=line.agreement_id,
        line_id=line.line_id,
        contract_year=line.contract_year,
        month=line.month,
        month_of=line.month_of,
        step=line.step,
        code=line.code,
        filed_on=filed_on or clock.today(),
        disputed_pence=disputed_pence or abs(line.pence) or None,
        marked_by=caller.in_full,
        marked_at=clock.now(),
    )
    session.add(row)
    await session.flush()
    return queries.dispute_view(row)


async def decide_dispute(
    session: AsyncSession, caller: Caller, agreement_id: UUID, line_id: UUID, *, upheld: bool
) -> LineDisputeView:
    """Take down how the dispute of a line was decided; from then on nothing of the line waits.

    Raises:
        NotFound: the line is not in dispute.

    """
    found = await queries.disputes_of(session, agreement_id, line_id)
    row = next((row for row in found if row.settled_at is None), None)
    if row is None:
        raise NotFound
    row.upheld, row.settled_by, row.settled_at = upheld, caller.in_full, clock.now()
    await session.flush()
    return queries.dispute_view(row)
