"""Counting what an area offers: groups and places to come, people waiting, and how completions went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.interventions.offers import OfferList, ProgrammeOffer
from noms.contracts.interventions.referrals import ReferralState
from noms.reference.programmes import Programme, load_programmes
from services.interventions.cohorts.tables import CohortRow, PlaceRow
from services.interventions.offers import rules
from services.interventions.referrals.queries import reached_by
from services.interventions.referrals.tables import ReferralMoveRow, ReferralRow


@dataclass(frozen=True)
class Groups:
    """The groups of one programme that are to begin."""

    planned: int = 0
    places_free: int = 0
    next_start_on: date | None = None


async def offers(session: AsyncSession, caller: Caller, area: str, *, on: date, told_at: datetime) -> OfferList:
    """What the area offers on the day: programmes with a group to come, or with people who have begun one."""
    since = rules.counted_from(on)
    groups = await _groups(session, caller, area, on)
    waiting = await _referrals(session, caller, area, ReferralState.SUITABLE)
    completed = await _ended(session, caller, area, ReferralState.COMPLETED, (since, on))
    left = await _ended(session, caller, area, ReferralState.WITHDRAWN, (since, on))
    known = {*groups, *waiting, *completed, *left}
    offered = [row for row in load_programmes() if row.code in known and rules.is_offered_to_courts(row, on)]
    data = [
        _offer(row, groups.get(row.code, Groups()), waiting.get(row.code, 0), completed.get(row.code, 0), left.get(row.code, 0))
        for row in sorted(offered, key=lambda row: row.code)
    ]
    return OfferList(area=area, on=on, counted_from=since, told_at=told_at, data=data)


async def _groups(session: AsyncSession, caller: Caller, area: str, on: date) -> Mapping[str, Groups]:
    held = select(func.count()).where(PlaceRow.cohort_id == CohortRow.cohort_id, PlaceRow.released_on.is_(None))
    free = CohortRow.capacity - held.correlate(CohortRow).scalar_subquery()
    each = (
        select(CohortRow.programme_code, CohortRow.starts_on, free.label("free"))
        .where(CohortRow.provider == area, CohortRow.starts_on >= on, CohortRow.audience.overlap(list(caller.reach)))
        .subquery()
    )
    next_start = func.min(each.c.starts_on).filter(each.c.free > 0)
    counted = select(each.c.programme_code, func.count(), func.sum(each.c.free), next_start).group_by(each.c.programme_code)
    return {code: Groups(planned, int(free), start) for code, planned, free, start in await session.execute(counted)}


async def _referrals(session: AsyncSession, caller: Caller, area: str, state: ReferralState) -> Mapping[str, int]:
    counted = (
        select(ReferralRow.programme_code, func.count())
        .where(ReferralRow.provider == area, ReferralRow.state == state, reached_by(caller))
        .group_by(ReferralRow.programme_code)
    )
    return dict((await session.execute(counted)).all())


async def _ended(
    session: AsyncSession, caller: Caller, area: str, state: ReferralState, days: tuple[date, date]
) -> Mapping[str, int]:
    """Referrals that had started and reached this end within the days."""
    started = select(ReferralMoveRow.referral_id).where(ReferralMoveRow.state == ReferralState.STARTED)
    counted = (
        select(ReferralRow.programme_code, func.count())
        .where(
            ReferralRow.provider == area,
            ReferralRow.state == state,
            ReferralRow.moved_on.between(*days),
            ReferralRow.referral_id.in_(started),
            reached_by(caller),
        )
        .group_by(ReferralRow.programme_code)
    )
    return dict((await session.execute(counted)).all())


def _offer(row: Programme, groups: Groups, waiting: int, completed: int, left: int) -> ProgrammeOffer:
    return ProgrammeOffer(
        programme_code=row.code,
        name=row.name,
        pathway_codes=list(row.pathway_codes),
        populations=list(row.population),
        eligibility=row.eligibility,
        sessions=row.sessions,
        length_weeks=rules.length_weeks(row),
        groups_planned=groups.planned,
        places_free=groups.places_free,
        next_start_on=groups.next_start_on,
        referrals_waiting=waiting,
        completed=completed,
        not_completed=left,
        source=row.source,
    )
