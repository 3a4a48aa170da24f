"""Staff of offices over time, over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.staffing import StaffCountList
from noms.contracts.problems import FieldError
from noms.contracts.wire import Code, Day
from services.commissioning.permissions import ReferenceReader
from services.commissioning.posts.router import router as posts
from services.commissioning.register.router import router as register
from services.commissioning.staffing import queries, rules

router = room("staffing")

ROUTERS = (register, posts, router)
"""The rooms about organisations, their posts and their staff, the lowest first."""


@router.get("/v1/staff-counts", response_model=StaffCountList, responses=problems(Invalid, NotFound))
async def list_staff_counts(
    session: Session,
    _caller: ReferenceReader,
    office: Annotated[Code | None, Query(description="A region, or HQ, instead of all.", examples=["HQ"])] = None,
    from_day: Annotated[Day | None, Query(description="The first day to answer for.", examples=["2009-01-01"])] = None,
    to_day: Annotated[Day | None, Query(description="The last day to answer for.", examples=["2009-12-31"])] = None,
) -> StaffCountList:
    """List every count of the staff of an office over time, by origin, each with what was counted and by whom it was told.

    Of 4,270 people at headquarters in 2009, 113 had worked in probation; the others are unknown, and no share counts them as
    anything else. Totals that sources print stand beside the sum of their parts, and plans are marked as such.
    """
    if not rules.in_order(from_day, to_day):
        fault = FieldError(pointer="query:to_day", code="ends_before_it_begins", message="The last day lies before the first.")
        raise Invalid(errors=[fault])
    if office is not None:
        queries.known_office(office)
    return await queries.staff_counts(session, office, from_day, to_day)
