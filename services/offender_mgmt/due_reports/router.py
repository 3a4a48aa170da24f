"""The queue of court reports over HTTP."""

from typing import Annotated

from fastapi import Query, Request, Response

from noms.chassis.clock import today
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.paging import CursorSeal, link_next
from noms.chassis.requests.route import room
from noms.contracts.offender_mgmt.court_report_views import OpenReportList
from noms.contracts.wire import Day
from services.offender_mgmt.due_reports import queries
from services.offender_mgmt.permissions import CourtReportReader

router = room("court reports")


@router.get("/v1/court-reports", response_model=OpenReportList)
async def list_open_court_reports(
    request: Request,
    caller: CourtReportReader,
    cursors: CursorSeal,
    *,
    as_at: Annotated[Day | None, Query(description="The day; today when absent.", examples=["2010-09-23"])] = None,
    only_overdue: Annotated[bool, Query(description="Only those whose last day has passed.")] = False,
    cursor: Annotated[str | None, Query(max_length=2000, description="From the `next` link of the page before.")] = None,
) -> Response:
    """List court reports that have not reached their court, fifty at a time, the first to be due first."""
    after = cursors.open(queries.LIST, cursor) if cursor else queries.BEFORE_THE_FIRST
    database = request.app.state.database
    page = await queries.open_after(database, caller, after, as_at=as_at or today(), only_overdue=only_overdue)
    response = personal_json(request, page.body.encode())
    if page.last is not None:
        link_next(request, response, cursors.seal(queries.LIST, page.last))
    return response
