"""The list of cases over HTTP."""

from typing import Annotated

from fastapi import Query, Request, Response

from noms.chassis.database.hot import HotRead
from noms.chassis.identity.caller import Caller
from noms.chassis.requests.express import Answer, Asked, Lane
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.paging import CursorSeal, link_next
from noms.chassis.requests.route import room
from noms.contracts.offender_mgmt.caselist import CaseList
from services.offender_mgmt.caselist import queries
from services.offender_mgmt.permissions import CASES_READ, CaseReader

router = room("cases")

PATH = "/v1/cases"


def first_page(asked: Asked, text: str) -> Answer:
    """The first page, with the address of the second."""
    page = queries.page_of(text)
    cursor = asked.cursors.seal(queries.LIST, page.last) if page.last is not None else None
    return Answer(page.body.encode(), asked.address_of_next(cursor) if cursor else None)


def cases_for(caller: Caller) -> HotRead:
    """The list with the facts that this caller's role may see."""
    return queries.cases_for(caller.scopes)


LANES = (Lane(PATH, queries.LIST, CASES_READ, cases_for, queries.after(queries.BEFORE_THE_FIRST), first_page),)
"""The short way to the first page."""


@router.get(PATH, response_model=CaseList)
async def list_cases(
    request: Request,
    caller: CaseReader,
    cursors: CursorSeal,
    cursor: Annotated[str | None, Query(max_length=2000, description="From the `next` link of the page before.")] = None,
) -> Response:
    """List the cases that you may see, fifty at a time, by surname, forename and CRN: tier, prison, officer, next review.

    A fact that your role may not read in its own room is null.
    """
    after = cursors.open(queries.LIST, cursor) if cursor else queries.BEFORE_THE_FIRST
    page = await queries.cases_after(request.app.state.database, caller, after)
    response = personal_json(request, page.body.encode())
    if page.last is not None:
        link_next(request, response, cursors.seal(queries.LIST, page.last))
    return response
