"""The list of cases over HTTP."""

from typing import Annotated

from fastapi import Query, Request, Response

from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.paging import CursorSeal, link_next
from noms.chassis.requests.route import room
from noms.contracts.offender_mgmt.caselist import CaseList
from services.offender_mgmt.caselist import queries
from services.offender_mgmt.permissions import CaseReader

router = room("cases")

CASES = "cases"


@router.get("/v1/cases", response_model=CaseList)
async def list_cases(
    request: Request,
    caller: CaseReader,
    cursors: CursorSeal,
    cursor: Annotated[str | None, Query(max_length=2000, description="From the `next` link of the page before.")] = None,
) -> Response:
    """List the cases that you may see, fifty at a time, by surname, forename and CRN: tier, prison, officer, next review."""
    after = cursors.open(CASES, cursor) if cursor else queries.BEFORE_THE_FIRST
    page = await queries.cases_after(request.app.state.database, caller, after)
    response = personal_json(request, page.body.encode())
    if page.last is not None:
        link_next(request, response, cursors.seal(CASES, page.last))
    return response
