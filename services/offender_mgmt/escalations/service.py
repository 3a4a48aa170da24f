"""What the service does by itself about transfers: tell of those that nobody answered, and ask where somebody was moved."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller, audience
from noms.contracts.offender_mgmt.transfers import TransferEscalated, TransferKind, TransferState, TransferToRequest
from noms.reference.establishments import establishment
from services.offender_mgmt.allocations import queries as allocations
from services.offender_mgmt.escalations import queries
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.transfers import queries as transfers
from services.offender_mgmt.transfers.queries import Transfer
from services.offender_mgmt.transfers.service import ask, decide, told

FOLLOWS_MOVEMENT = "The person was received here from the prison of the offender supervisor."


async def withdraw_moot_transfers(session: AsyncSession, caller: Caller) -> int:
    """Take back the requests that nobody can answer any more, with the reason: they must not wait, and escalate, for ever."""
    moot = await queries.moot(session, caller)
    for row, reason in moot:
        decide(session, row, caller, TransferState.WITHDRAWN, reason)
    return len(moot)


async def escalate_transfers(session: AsyncSession, caller: Caller) -> int:
    """Tell both sides and the regions above them, once, of every request that nobody answered in time."""
    late = await queries.unanswered(session, caller, on=clock.today())
    for row in late:
        row.escalated_on = clock.today()
        row.audience = sorted({*row.audience, *_above(row)})
        emit(session, TransferEscalated(respond_by=row.respond_by, **told(row)), audience=row.audience)
    return len(late)


def _above(row: Transfer) -> list[str]:
    """The regions of both prisons; those of trusts and boards hear of the request from the first."""
    prisons = (row.sender, row.receiver) if row.kind == TransferKind.PRISON else ()
    return audience(regions=[establishment(code).region_code for code in prisons])


async def follow_movements(session: AsyncSession, caller: Caller) -> int:
    """Ask the prison that received a person to take the case from the prison of the offender supervisor."""
    moved = await queries.arrivals_unasked(session, caller)
    for crn, left, held, since in moved:
        person = await persons.person(session, caller, crn, for_change=True)
        if overtaken := await transfers.requested(session, caller, crn, TransferKind.PRISON):
            decide(session, overtaken, caller, TransferState.WITHDRAWN, "The person was moved on.")
            await session.flush()
        new = TransferToRequest(kind=TransferKind.PRISON, receiver=held, wanted_from=since, reason=FOLLOWS_MOVEMENT)
        ask(session, caller, person, new, sender=left, tier=await allocations.tier(session, crn))
    return len(moved)
