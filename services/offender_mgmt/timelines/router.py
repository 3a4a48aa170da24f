"""The timeline of a case over HTTP."""

from typing import Annotated

from fastapi import Query, Request, Response

from noms.chassis.refusals import NotFound
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.paging import CursorSeal, link_next
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.timelines import CaseTimeline
from noms.contracts.wire import Day
from services.offender_mgmt.permissions import CaseReader
from services.offender_mgmt.persons.queries import survivor_of
from services.offender_mgmt.persons.router import CrnInPath
from services.offender_mgmt.timelines import queries
from services.offender_mgmt.timelines.queries import Asked

router = room("timeline")

KnownOn = Annotated[Day | None, Query(description="Only what was on record at the end of this day.", examples=["2010-12-31"])]
Until = Annotated[Day | None, Query(description="Only what happened up to this day.", examples=["2010-12-31"])]
Cursor = Annotated[str | None, Query(max_length=2000, description="From the `next` link of the page before.")]


@router.get("/v1/persons/{crn}/timeline", response_model=CaseTimeline)
async def read_timeline(
    crn: CrnInPath,
    request: Request,
    session: Session,
    caller: CaseReader,
    cursors: CursorSeal,
    *,
    known_on: KnownOn = None,
    until: Until = None,
    cursor: Cursor = None,
) -> Response:
    """Read everything that happened in a case, newest first, fifty at a time: kind, day, since when known, and where it stands.

    `known_on` leaves out what was recorded later, `until` what happened later: together they tell what was known on a day of
    the past. What your role may not see is left out: enforcement, the closing of records, the registers of risk.
    """
    list_name = f"timeline of {crn} known on {known_on} until {until}"
    place = cursors.open(list_name, cursor) if cursor else queries.THE_LAST
    database, wanted = request.app.state.database, Asked(known_on, until)
    page = await queries.timeline(database, caller, crn, wanted, place)
    if page is None and (survivor := await survivor_of(session, caller, crn)):
        page = await queries.timeline(database, caller, survivor, wanted, place)
    if page is None:
        raise NotFound
    response = personal_json(request, page.body.encode())
    if page.last is not None:
        link_next(request, response, cursors.seal(list_name, page.last))
    return response
