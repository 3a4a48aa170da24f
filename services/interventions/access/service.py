"""Closing requirements, referrals and what was told of them, as offender_mgmt closed the person's record."""

from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.database.rows import ClosureRow
from noms.chassis.identity.caller import user_tag
from noms.contracts.offender_mgmt.access import ClosureKind
from noms.contracts.offender_mgmt.access_events import AccessChanged
from noms.contracts.offender_mgmt.merge_events import PersonsMerged, PersonsParted
from services.interventions.access import queries


async def close_as_told(session: AsyncSession, told: AccessChanged) -> None:
    """Keep a closure as it stands now; one that was lifted ends where it says, and is kept."""
    tags = [user_tag(user) for user in told.users]
    closure = {
        "barred": tags if told.kind is ClosureKind.EXCLUSION else [],
        "only_to": tags if told.kind is ClosureKind.RESTRICTION else None,
        "closed_from": told.closed_from,
        "closed_until": told.closed_until,
    }
    await _keep(session, told.closure_id, told.crn, closure)
    for merged_crn in told.merged_crns:
        await _keep(session, _under(told.closure_id, merged_crn), merged_crn, closure)


async def close_merged(session: AsyncSession, told: PersonsMerged) -> None:
    """Close what was told under the number of a merged record, and of those merged into it before, as what answers for it is."""
    for kept in await queries.closures_of(session, told.crn):
        closure = {name: getattr(kept, name) for name in ("barred", "only_to", "closed_from", "closed_until")}
        for number in (told.merged_crn, *told.merged_before):
            await _keep(session, _under(kept.closure_id, number), number, closure)


async def open_parted(session: AsyncSession, told: PersonsParted) -> None:
    """Let a parted record be closed by its own closures alone, and those merged into it before by its own and theirs."""
    survivors = await queries.closures_of(session, told.crn)
    ended = [_under(kept.closure_id, number) for kept in survivors for number in (told.merged_crn, *told.merged_before)]
    ended += [_under(kept.closure_id, told.merged_crn) for kept in await queries.closures_of(session, told.merged_crn)]
    under = ClosureRow.closure_id.in_(ended)
    await session.execute(update(ClosureRow).where(under).values(closed_until=ClosureRow.closed_from))


def _under(closure_id: UUID, merged_crn: str) -> UUID:
    """The same closure under another number: always the same identifier, so that it can be found again."""
    return uuid5(closure_id, merged_crn)


async def _keep(session: AsyncSession, closure_id: UUID, subject: str, closure: dict[str, Any]) -> None:
    kept = insert(ClosureRow).values(closure_id=closure_id, subject=subject, **closure)
    changed = {"subject": subject} | closure
    await session.execute(kept.on_conflict_do_update(index_elements=[ClosureRow.closure_id], set_=changed))
