"""The full text of an agreement on any day, as known at any instant."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import room
from noms.contracts.commissioning.in_force import AgreementText
from noms.contracts.wire import Day, Instant
from services.commissioning.in_force import queries
from services.commissioning.permissions import AgreementReader

router = room("in_force")


@router.get("/v1/agreements/{agreement_id}/text", response_model=AgreementText, responses=problems(NotFound))
async def read_agreement_text(
    agreement_id: UUID,
    request: Request,
    caller: AgreementReader,
    *,
    on: Annotated[
        Day | None, Query(description="The day; without it, today or the nearest day of the agreement.", examples=["2010-06-30"])
    ] = None,
    known_at: Annotated[
        Instant | None, Query(description="As it was known then; without it, now.", examples=["2030-01-31T09:30:00Z"])
    ] = None,
) -> Response:
    """Read the full text that is in force on a day, as it was known at an instant: lines, parties, measures and clauses.

    Outside the days of the agreement, and before anybody had settled a text of it, nothing is in force: 404.
    """
    body = await queries.TEXT_IN_FORCE.fetch(
        request.app.state.database, caller, str(agreement_id), on=on, today=clock.today(), known_at=known_at or clock.now()
    )
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())
