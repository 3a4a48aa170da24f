"""The events behind each measure, up to a watermark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.database.rows import EventRow
from services.offender_mgmt.enforcement.tables import BreachClockRow
from services.offender_mgmt.measures.rules import BreachClock, Part


@dataclass(frozen=True, slots=True)
class Asked:
    """One provider and one period, both days included."""

    provider: str
    from_day: date
    to_day: date


@dataclass(frozen=True, slots=True)
class Page:
    """Which events of a measure are asked for, and after which one."""

    part: Part
    after: UUID | None
    at_most: int


async def watermark(session: AsyncSession) -> int:
    """The sequence of the last event on the feed: what came later is not in the answer."""
    return await session.scalar(select(func.coalesce(func.max(EventRow.sequence), 0))) or 0


async def breach_clocks(session: AsyncSession, asked: Asked, *, up_to: int) -> Sequence[BreachClock]:
    """The failures of a provider that had to go to court by a day in the period, as the events up to the watermark tell."""
    due, begun, withdrawn = aliased(EventRow), aliased(EventRow), aliased(EventRow)
    clock = BreachClockRow
    wanted = (
        select(
            clock.due_event_id,
            clock.due_by,
            begun.event_id,
            case((begun.event_id.is_not(None), clock.begun_on)),
            withdrawn.event_id.is_not(None),
        )
        .join(due, and_(due.event_id == clock.due_event_id, due.sequence <= up_to))
        .outerjoin(begun, and_(begun.event_id == clock.begun_event_id, begun.sequence <= up_to))
        .outerjoin(withdrawn, and_(withdrawn.event_id == clock.withdrawn_event_id, withdrawn.sequence <= up_to))
        .where(clock.provider == asked.provider, clock.due_by.between(asked.from_day, asked.to_day))
    )
    return [BreachClock(*row) for row in await session.execute(wanted)]
