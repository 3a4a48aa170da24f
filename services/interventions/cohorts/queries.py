"""Reading cohorts, their sessions and their places."""

from datetime import date
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.interventions.cohorts import CohortList, CohortSummary, CohortView, SessionView
from services.interventions.cohorts.tables import CohortRow, PlaceRow, SessionRow
from services.interventions.referrals.queries import reached_by
from services.interventions.referrals.tables import ReferralRow

Cohort = CohortRow
DatedSession = SessionRow
"""A cohort and one of its sessions, as the rooms above read them. Only this room writes them."""

PAGE = 50


async def cohort(session: AsyncSession, caller: Caller, cohort_id: UUID) -> Cohort:
    """The cohort within the caller's reach.

    Raises:
        NotFound: there is none.

    """
    return await _one(session, caller, cohort_id, locked=False)


async def cohort_to_change(session: AsyncSession, caller: Caller, cohort_id: UUID) -> Cohort:
    """The cohort within the caller's reach, locked until the request ends, so that places and sessions are given one by one.

    Raises:
        NotFound: there is none.

    """
    return await _one(session, caller, cohort_id, locked=True)


async def session_held(session: AsyncSession, caller: Caller, session_id: UUID) -> DatedSession:
    """The dated session of a cohort within the caller's reach.

    Raises:
        NotFound: there is none.

    """
    row = await session.scalar(
        select(SessionRow)
        .join(CohortRow, CohortRow.cohort_id == SessionRow.cohort_id)
        .where(SessionRow.session_id == session_id, CohortRow.audience.overlap(list(caller.reach)))
    )
    if row is None:
        raise NotFound
    return row


async def sessions_of(session: AsyncSession, cohort_id: UUID) -> list[DatedSession]:
    """The dated sessions of a cohort, the first one first."""
    statement = select(SessionRow).where(SessionRow.cohort_id == cohort_id).order_by(SessionRow.number)
    return list(await session.scalars(statement))


async def places_held(session: AsyncSession, cohort_id: UUID) -> set[int]:
    """The numbers of the places that are held now."""
    held = select(PlaceRow.number).where(PlaceRow.cohort_id == cohort_id, PlaceRow.released_on.is_(None))
    return set(await session.scalars(held))


async def first_order_end(session: AsyncSession, caller: Caller, cohort_id: UUID) -> date | None:
    """The day on which the first order ends among those whose referrals hold places now; None when nobody holds one."""
    statement = (
        select(func.min(ReferralRow.order_ends_on))
        .join(PlaceRow, PlaceRow.referral_id == ReferralRow.referral_id)
        .where(PlaceRow.cohort_id == cohort_id, PlaceRow.released_on.is_(None), reached_by(caller))
    )
    return await session.scalar(statement)


async def place_of(session: AsyncSession, referral_id: UUID, cohort_id: UUID) -> PlaceRow | None:
    """The place that a referral holds or last held in a cohort."""
    statement = select(PlaceRow).where(PlaceRow.referral_id == referral_id, PlaceRow.cohort_id == cohort_id)
    return await session.scalar(statement.order_by(PlaceRow.released_on.desc().nulls_first()).limit(1))


async def cohort_view(session: AsyncSession, row: Cohort) -> CohortView:
    """A cohort as it is shown, with its sessions."""
    sessions = [SessionView.model_validate(dated) for dated in await sessions_of(session, row.cohort_id)]
    taken = await places_held(session, row.cohort_id)
    return CohortView(**_summary(row, len(taken)).model_dump(), sessions=sessions)


async def cohorts_of(
    session: AsyncSession, caller: Caller, provider: str, programme_code: str | None, after: UUID | None
) -> CohortList:
    """One page of a provider's cohorts, the next to start first."""
    place = tuple_(CohortRow.starts_on, CohortRow.cohort_id)
    statement = select(CohortRow, _taken()).where(CohortRow.provider == provider, CohortRow.audience.overlap(list(caller.reach)))
    if programme_code:
        statement = statement.where(CohortRow.programme_code == programme_code)
    if after:
        seen = aliased(CohortRow)
        statement = statement.where(
            place > select(seen.starts_on, seen.cohort_id).where(seen.cohort_id == after).scalar_subquery()
        )
    rows = (await session.execute(statement.order_by(CohortRow.starts_on, CohortRow.cohort_id).limit(PAGE + 1))).all()
    page = [_summary(row, taken) for row, taken in rows[:PAGE]]
    return CohortList(data=page, next_after=page[-1].cohort_id if len(rows) > PAGE else None)


def _taken() -> ScalarSelect[int]:
    held = select(func.count()).where(PlaceRow.cohort_id == CohortRow.cohort_id, PlaceRow.released_on.is_(None))
    return held.correlate(CohortRow).scalar_subquery()


async def _one(session: AsyncSession, caller: Caller, cohort_id: UUID, *, locked: bool) -> CohortRow:
    within_reach = CohortRow.audience.overlap(list(caller.reach))
    statement = select(CohortRow).where(CohortRow.cohort_id == cohort_id, within_reach)
    row = await session.scalar(statement.with_for_update() if locked else statement)
    if row is None:
        raise NotFound
    return row


def _summary(row: CohortRow, taken: int) -> CohortSummary:
    return CohortSummary(
        cohort_id=row.cohort_id,
        programme_code=row.programme_code,
        provider=row.provider,
        site=row.site,
        capacity=row.capacity,
        places_taken=taken,
        starts_on=row.starts_on,
        sessions_planned=row.sessions_planned,
    )
