"""Counts of staff of the lists and of the offices' returns, over a stretch of days."""

from collections import defaultdict
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.office_staff import Conflict, OriginShare, StaffOrigin
from noms.contracts.commissioning.staffing import StaffCountList, StaffCountView, StaffTotalView
from noms.reference.regions import RegionKind, load_regions
from noms.reference.staff_counts import load_staff_counts
from noms.reference.staffing import HEADQUARTERS, load_regional_office_staff
from services.commissioning.organisations import queries as organisations
from services.commissioning.organisations.rules import CONFLICTS, OfficeCount, share_percent
from services.commissioning.staffing import rules

HEADQUARTERS_NAME = "Headquarters"


def known_office(code: str) -> None:
    """Refuse an office that nobody ever counted.

    Raises:
        NotFound: the code is no region's, and not that of headquarters.

    """
    if code not in {HEADQUARTERS, *(row.code for row in load_regions() if row.kind is RegionKind.REGION)}:
        raise NotFound


async def staff_counts(session: AsyncSession, office: str | None, from_day: date | None, to_day: date | None) -> StaffCountList:
    """Every count of one office, or of all, from one day to another; the totals and conflicts beside them."""
    of_regions = await organisations.office_counts(session)
    views = [_of_region(count) for count in of_regions] + _of_headquarters()
    first, last = from_day or date.min, to_day or date.max
    chosen = [view for view in views if office in (None, view.office_code) and first <= view.as_at <= last]
    totals = [
        total for total in _totals(of_regions) if first <= total.count.as_at.last_day and total.count.as_at.first_day <= last
    ]
    return StaffCountList(
        office=office,
        from_day=from_day,
        to_day=to_day,
        data=sorted(chosen, key=lambda view: (view.as_at, view.basis, view.office_code)),
        totals=[_total(total) for total in totals],
        conflicts=[Conflict(code=code, in_words=words) for code, words in (*CONFLICTS, rules.CONFLICT_OF_HEADQUARTERS)],
    )


def _totals(of_regions: list[OfficeCount]) -> list[rules.Total]:
    sums: defaultdict[tuple[str, date], int] = defaultdict(int)
    for count in of_regions:
        sums[count.basis, count.as_at] += count.headcount
    return rules.totals(load_staff_counts(), sums)


def _of_region(count: OfficeCount) -> StaffCountView:
    return StaffCountView(
        office_code=count.region_code,
        office_name=count.office_name,
        as_at=count.as_at,
        basis=count.basis,
        headcount=count.headcount,
        by_origin=_shares(count.by_origin),
        date_estimated=False,
        source=count.source,
    )


def _of_headquarters() -> list[StaffCountView]:
    found = rules.headquarters_counts(load_regional_office_staff(), load_staff_counts(), HEADQUARTERS)
    return [
        StaffCountView(
            office_code=HEADQUARTERS,
            office_name=HEADQUARTERS_NAME,
            as_at=count.as_at,
            basis=count.basis,
            headcount=sum(people for _, people in count.by_origin),
            by_origin=_shares(count.by_origin),
            date_estimated=count.date_estimated,
            source=count.source,
        )
        for count in found
    ]


def _shares(by_origin: tuple[tuple[StaffOrigin, int], ...]) -> list[OriginShare]:
    everybody = sum(people for _, people in by_origin)
    return [
        OriginShare(origin=origin, headcount=people, share_percent=share_percent(people, everybody))
        for origin, people in by_origin
    ]


def _total(total: rules.Total) -> StaffTotalView:
    return StaffTotalView(
        as_at=str(total.count.as_at),
        basis=total.count.basis,
        people=total.count.people,
        bound=total.count.bound,
        sum_of_offices=total.sum_of_offices,
        agrees=total.agrees,
        source=total.count.source,
    )
