"""The case file and the list of cases over HTTP."""

from typing import Annotated

from fastapi import Query, Request, Response

from noms.chassis.database.hot import HotRead
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.chassis.requests.express import Lane
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.paging import CursorSeal, PageSize, link_next
from noms.chassis.requests.route import room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.casefile import CaseFile, CaseList
from services.offender_mgmt.casefile import queries
from services.offender_mgmt.permissions import CASES_READ, PUBLIC_PROTECTION_DETAIL, CaseReader

router = room("case file")

CASES = "cases"
FILE_PATH = "/v1/persons/{crn}/case-file"


def file_for(caller: Caller) -> HotRead:
    """The case file as this caller's role sees it: with the detail of public protection, or with its levels alone."""
    sees_detail = PUBLIC_PROTECTION_DETAIL.name in caller.scopes
    return queries.CASE_FILE_WITH_DETAIL if sees_detail else queries.CASE_FILE


LANES = (Lane(FILE_PATH, "[A-Z][0-9]{6}", CASES_READ, file_for),)
"""The short way to the case file."""


@router.get(FILE_PATH, response_model=CaseFile)
async def read_case_file(crn: Crn, request: Request, caller: CaseReader) -> Response:
    """Read everything about a person's sentence at once: orders and their progress, custody, needs, plan, risk, officers.

    Public protection shows its levels to every reader of the case, and its detail only to roles that manage the risk.
    """
    body = await file_for(caller).fetch(request.app.state.database, caller, crn)
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())


@router.get("/v1/cases", response_model=CaseList)
async def list_cases(
    request: Request,
    caller: CaseReader,
    cursors: CursorSeal,
    per_page: PageSize = 50,
    cursor: Annotated[str | None, Query(max_length=2000, description="From the `next` link of the page before.")] = None,
) -> Response:
    """List the cases that you may see, by surname, forename and CRN, with tier, prison, offender manager and next review."""
    after = cursors.open(CASES, cursor) if cursor else queries.BEFORE_THE_FIRST
    page = await queries.cases_after(request.app.state.database, caller, after, per_page)
    response = personal_json(request, page.body.encode())
    if page.last is not None:
        link_next(request, response, cursors.seal(CASES, page.last))
    return response
