"""The case file over HTTP."""

from fastapi import Request, Response

from noms.chassis.database.hot import HotRead
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.chassis.requests.express import Lane
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.casefile import CaseFile
from services.offender_mgmt.casefile import queries
from services.offender_mgmt.permissions import CASES_READ, CaseReader
from services.offender_mgmt.persons.queries import survivor_of

router = room("case file")

FILE_PATH = "/v1/persons/{crn}/case-file"


def file_for(caller: Caller) -> HotRead:
    """The case file as this caller's role sees it: of each section, what its own room would show them."""
    return queries.case_file_for(caller.scopes)


LANES = (Lane(FILE_PATH, "[A-Z][0-9]{6}", CASES_READ, file_for),)
"""The short way to the case file."""


@router.get(FILE_PATH, response_model=CaseFile)
async def read_case_file(crn: Crn, request: Request, session: Session, caller: CaseReader) -> Response:
    """Read everything about a person's sentence at once that your role may see, and nothing else.

    Who the person is, what courts passed and what came of it, where they are, needs, plan, risk, officers, and what is under way.
    A section that your role may not read in its own room is null. Public protection shows its detail only to roles that manage
    the risk.
    """
    read, database = file_for(caller), request.app.state.database
    body = await read.fetch(database, caller, crn)
    if body is None and (survivor := await survivor_of(session, caller, crn)):
        body = await read.fetch(database, caller, survivor)
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())
