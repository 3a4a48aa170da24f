"""What has been settled and posted under payment terms: the account, the runs, and every line down to what happened."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.accounts import AccountView, LineBehindView, SettlementRunList
from noms.contracts.commissioning.settlement_runs import SettlementRunView
from noms.contracts.wire import MAX_INT32
from services.commissioning.accounts import queries
from services.commissioning.agreements import queries as agreements
from services.commissioning.permissions import SettlementReader
from services.commissioning.runs.queries import run_numbered, run_view

router = room("accounts")

RunNumber = Annotated[int, Path(ge=1, le=MAX_INT32, description="The number of the settlement run.")]


@router.get("/v1/agreements/{agreement_id}/account", response_model=AccountView, responses=problems(NotFound))
async def read_account(request: Request, agreement_id: UUID, caller: SettlementReader) -> Response:
    """Read what has been posted to date for an agreement, all runs together, as both parties see it.

    Under payment terms it is told by month and line; what computed periods posted is told by period and line.
    """
    body = await queries.ACCOUNT.fetch(request.app.state.database, caller, str(agreement_id))
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())


@router.get("/v1/agreements/{agreement_id}/settlements", response_model=SettlementRunList, responses=problems(NotFound))
async def list_settlements(
    request: Request,
    agreement_id: UUID,
    caller: SettlementReader,
    after: Annotated[int | None, Query(ge=1, le=MAX_INT32, description="The `next_after` of the page before.")] = None,
) -> Response:
    """List the settlement runs of an agreement, fifty at a time, the latest first."""
    body = await queries.RUN_LIST.fetch(request.app.state.database, caller, str(agreement_id), after=after)
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())


@router.get("/v1/agreements/{agreement_id}/settlements/{run}", response_model=SettlementRunView, responses=problems(NotFound))
async def read_settlement(agreement_id: UUID, run: RunNumber, session: Session, caller: SettlementReader) -> SettlementRunView:
    """Read one settlement run: every line with its working, what it posted, what had changed, and the invoices that follow."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return await run_view(session, await run_numbered(session, agreement.agreement_id, run))


@router.get(
    "/v1/agreements/{agreement_id}/settlements/{run}/lines/{line_id}",
    response_model=LineBehindView,
    responses=problems(NotFound),
)
async def read_settlement_line(
    agreement_id: UUID, run: RunNumber, line_id: UUID, session: Session, caller: SettlementReader
) -> LineBehindView:
    """Open a line down to what happened: its occurrences as they are believed now, their events, and its disputes."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return await queries.line_behind(session, agreement.agreement_id, run, line_id)
