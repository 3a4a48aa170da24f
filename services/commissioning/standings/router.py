"""The list of agreements with a remedy on record, and where each stands today."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from noms.chassis import clock
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import room
from noms.contracts.commissioning.remedies import RemedyList
from noms.contracts.commissioning.triggers import RemedyState
from services.commissioning.escalation.rules import parameters_on
from services.commissioning.permissions import RemedyReader
from services.commissioning.standings import queries

router = room("remedies")


@router.get("/v1/remedies", response_model=RemedyList)
async def list_remedies(
    request: Request,
    caller: RemedyReader,
    state: Annotated[RemedyState | None, Query(description="Only agreements that stand there today.")] = None,
    after: Annotated[UUID | None, Query(description="The `next_after` of the page before.")] = None,
) -> Response:
    """List the agreements within your reach that have a notice or a step-in on record, fifty at a time, the latest first."""
    today = clock.today()
    body = await queries.REMEDY_LIST.fetch(
        request.app.state.database,
        caller,
        queries.EVERYONES,
        state=state,
        after=after,
        today=today,
        points_for_the_right=parameters_on(today).points_for_the_right,
    )
    assert body is not None, "a list always answers, be it empty"
    return personal_json(request, body.encode())
