"""Overdue reviews over HTTP."""

from typing import Annotated

from fastapi import Query, Request, Response

from noms.chassis.clock import today
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.paging import CursorSeal, link_next
from noms.chassis.requests.route import room
from noms.contracts.offender_mgmt.register_views import DueReviewList
from noms.contracts.wire import Day
from services.offender_mgmt.due_reviews import queries
from services.offender_mgmt.permissions import PublicProtectionReader
from services.offender_mgmt.registers.router import manages_risk

router = room("registers")


@router.get("/v1/registration-reviews", response_model=DueReviewList)
async def list_due_reviews(
    request: Request,
    caller: PublicProtectionReader,
    cursors: CursorSeal,
    *,
    as_at: Annotated[Day | None, Query(description="The day; today when absent.", examples=["2010-12-01"])] = None,
    cursor: Annotated[str | None, Query(max_length=2000, description="From the `next` link of the page before.")] = None,
) -> Response:
    """List reviews of registers and of MAPPA that are overdue on a day, fifty at a time, the longest overdue first."""
    after = cursors.open(queries.LIST, cursor) if cursor else queries.BEFORE_THE_FIRST
    database, sees = request.app.state.database, manages_risk(caller)
    page = await queries.overdue_after(database, caller, after, as_at=as_at or today(), manages_risk=sees)
    response = personal_json(request, page.body.encode())
    if page.last is not None:
        link_next(request, response, cursors.seal(queries.LIST, page.last))
    return response
