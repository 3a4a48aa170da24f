"""Counting what happened: the events behind a measure, up to a place on this service's own feed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.database.rows import EventRow
from noms.chassis.database.shaping import closed, reach_of
from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.referrals import ReferralState
from services.interventions.measures.rules import SUPERSEDING
from services.interventions.referrals.queries import reached_by
from services.interventions.referrals.tables import ReferralMoveRow, ReferralRow


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose steps are counted, into which state, between which days, both included."""

    provider: str
    state: ReferralState
    from_day: date
    to_day: date


async def watermark(session: AsyncSession, caller: Caller) -> int:
    """The sequence of the last event on the feed that the caller reaches; 0 when there is none."""
    last = select(func.max(EventRow.sequence)).where(
        EventRow.audience.overlap(list(caller.reach)), ~closed(EventRow.subject, reach_of(caller))
    )
    return await session.scalar(last) or 0


async def count_events(session: AsyncSession, caller: Caller, asked: Asked, up_to: int) -> int:
    """How many events the measure counts."""
    counted = _events(caller, asked, up_to).subquery()
    return await session.scalar(select(func.count()).select_from(counted)) or 0


async def event_ids(
    session: AsyncSession, caller: Caller, asked: Asked, up_to: int, *, after: UUID | None, at_most: int
) -> list[UUID]:
    """The identifiers of the events that the measure counts, in their own order, after the one given."""
    statement = _events(caller, asked, up_to).order_by(EventRow.event_id).limit(at_most)
    if after:
        statement = statement.where(EventRow.event_id > after)
    return list(await session.scalars(statement))


def _events(caller: Caller, asked: Asked, up_to: int) -> Select[UUID]:
    """The events of the steps that stand: by the watermark no later step had taken them back or dated them anew."""
    later, told = aliased(ReferralMoveRow), aliased(EventRow)
    superseding = (
        select(later.number)
        .join(told, told.event_id == later.event_id)
        .where(
            later.referral_id == ReferralMoveRow.referral_id,
            later.number > ReferralMoveRow.number,
            later.state.in_(SUPERSEDING),
            told.sequence <= up_to,
        )
    )
    return (
        select(EventRow.event_id)
        .join(ReferralMoveRow, ReferralMoveRow.event_id == EventRow.event_id)
        .join(ReferralRow, ReferralRow.referral_id == ReferralMoveRow.referral_id)
        .where(
            reached_by(caller),
            ReferralRow.provider == asked.provider,
            ReferralMoveRow.state == asked.state,
            ReferralMoveRow.moved_on.between(asked.from_day, asked.to_day),
            EventRow.sequence <= up_to,
            ~superseding.exists(),
        )
    )
