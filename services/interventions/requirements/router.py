"""The work queue over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from noms.chassis.refusals import NotFound
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import room
from noms.contracts.interventions.requirements import RequirementList
from noms.contracts.wire import Code
from services.interventions.permissions import RequirementReader
from services.interventions.requirements.queries import WORK_QUEUE

router = room("requirements")


@router.get("/v1/requirements", response_model=RequirementList)
async def list_requirements(
    request: Request,
    caller: RequirementReader,
    provider: Annotated[Code, Query(description="The trust or board that is responsible.", examples=["LDN"])],
    after: Annotated[UUID | None, Query(description="The `next_after` of the page before.")] = None,
    *,
    waiting: Annotated[bool, Query(description="Only requirements for which nobody has been referred yet.")] = False,
) -> Response:
    """Read a provider's work queue, 50 at a time: every requirement that a court imposed, unpaid work with its hours included.

    The order that ends first stands first.
    """
    body = await WORK_QUEUE.fetch(
        request.app.state.database, caller, provider, after=str(after) if after else None, only_waiting=str(waiting).lower()
    )
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())
