"""Movements and stays on record. Callers have found the person within their reach before they ask."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.contracts.offender_mgmt.custody import CustodyView, MovementKind, MovementView
from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from noms.reference.establishments import establishment
from services.offender_mgmt.custody.tables import MovementRow, StayRow
from services.offender_mgmt.movements import rules


async def every_line(session: AsyncSession, crn: str) -> list[MovementRow]:
    """Every line of the person's ledger in the order of recording, also those that were wrong."""
    rows = await session.scalars(select(MovementRow).where(MovementRow.crn == crn).order_by(MovementRow.place))
    return list(rows)


async def ledger(session: AsyncSession, crn: str) -> list[MovementRow]:
    """Every movement of the person in force, in the order in which they happened."""
    return rules.in_force(await every_line(session, crn))


def said_by(rows: Sequence[MovementRow]) -> list[rules.Movement]:
    """What these lines say, for the rules."""
    return [
        rules.Movement(
            row.moved_on,
            rules.reason_of(row.kind, row.reason_code),
            row.out_of,
            row.moved_into,
            PlacingBody(row.placed_by) if row.placed_by else None,
        )
        for row in rows
    ]


async def stay_now(session: AsyncSession, crn: str) -> StayRow | None:
    """Where the person is held now; None when they are not in custody."""
    return await session.scalar(select(StayRow).where(StayRow.crn == crn, StayRow.left_on.is_(None)))


async def stay_on(session: AsyncSession, crn: str, day: date) -> StayRow | None:
    """Where the person was held at the end of a day, as it is known today; None when they were not in custody."""
    lasting = or_(StayRow.left_on.is_(None), StayRow.left_on > day)
    return await session.scalar(select(StayRow).where(StayRow.crn == crn, StayRow.received_on <= day, lasting))


async def stays(session: AsyncSession, crn: str) -> list[StayRow]:
    """Every stay of the person, oldest first."""
    in_order = (StayRow.received_on, StayRow.left_on.asc().nulls_last())
    return list(await session.scalars(select(StayRow).where(StayRow.crn == crn).order_by(*in_order)))


async def last_release_on(session: AsyncSession, crn: str, until: date) -> date | None:
    """The day on which the person last left custody, up to a day."""
    lines = await ledger(session, crn)
    return max((row.moved_on for row in lines if row.kind == MovementKind.RELEASE and row.moved_on <= until), default=None)


async def whereabouts(session: AsyncSession, crn: str, *, on: date | None, known_on: date | None) -> CustodyView:
    """Where the person was at the end of a day, as the ledger stood at the end of another; without them, as both stand now."""
    lines = await every_line(session, crn)
    known = rules.in_force([row for row in lines if known_on is None or london_day(row.recorded_at) <= known_on])
    rows = [row for row in known if on is None or row.moved_on <= on]
    said = said_by(rows)
    last = rules.stays(said)[-1:]
    stay = last[0] if last and last[0].left_on is None else None
    return CustodyView(
        crn=crn,
        establishment_code=stay and stay.establishment_code,
        establishment_name=stay and establishment(stay.establishment_code).name,
        received_on=stay and stay.received_on,
        movements=[MovementView.model_validate(row) for row in rows],
        presence=rules.presence(said),
        placed_by=stay and stay.placed_by,
        on=on,
        known_on=known_on,
    )
