"""Escorts within the caller's reach, and none of a person whose record is closed to the caller."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.database.shaping import closed, reach_of
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.escorts import EscortHistory, EscortsOfDay, EscortView
from services.offender_mgmt.escorts.rules import share_on_time
from services.offender_mgmt.escorts.tables import EscortRow


def within(caller: Caller) -> Select[EscortRow]:
    """The escorts that the caller may see: every read of escorts starts here."""
    return select(EscortRow).where(EscortRow.audience.overlap(list(caller.reach)), ~closed(EscortRow.crn, reach_of(caller)))


async def escort(session: AsyncSession, caller: Caller, escort_id: UUID, *, for_change: bool = False) -> EscortRow:
    """The escort; locked until the act is done, where one is to follow.

    Raises:
        NotFound: there is none, or none within reach.

    """
    wanted = within(caller).where(EscortRow.escort_id == escort_id)
    row = await session.scalar(wanted.with_for_update() if for_change else wanted)
    if row is None:
        raise NotFound
    concerning(session, row.crn)
    return row


async def escorts_of(session: AsyncSession, caller: Caller, crn: str) -> EscortHistory:
    """The escorts of a person who was found within reach, newest first."""
    rows = await session.scalars(within(caller).where(EscortRow.crn == crn).order_by(EscortRow.collect_at.desc()))
    return EscortHistory(crn=crn, data=[view(row) for row in rows])


async def escorts_on(session: AsyncSession, caller: Caller, on: date) -> EscortsOfDay:
    """The escorts of a day of London, by the time of collection."""
    noon = datetime.combine(on, time(12), UTC)
    nearby = EscortRow.collect_at.between(noon - timedelta(days=1), noon + timedelta(days=1))
    of_day = func.date(func.timezone("Europe/London", EscortRow.collect_at)) == on
    rows = (await session.scalars(within(caller).where(nearby, of_day).order_by(EscortRow.collect_at, EscortRow.crn))).all()
    concerning(session, *(row.crn for row in rows))
    courses = [row.course for row in rows]
    return EscortsOfDay(
        on=on,
        arrived=sum(course.arrived_at is not None for course in courses),
        on_time=sum(course.on_time is True for course in courses),
        on_time_percent=share_on_time(courses),
        data=[view(row) for row in rows],
    )


def view(row: EscortRow) -> EscortView:
    """An escort as it is told."""
    derived = {"state": row.course.state, "on_time": row.course.on_time, "minutes_late": row.course.minutes_late}
    kept = {name: getattr(row, name) for name in EscortView.model_fields if name not in derived}
    return EscortView.model_validate(kept | derived)
