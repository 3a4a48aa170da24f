"""Settlements of contract years under payment terms: posted once, and proved by computing them again."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Response

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.payments import ReplayView, SettlementToPost
from noms.contracts.commissioning.settlement_runs import SettlementRunView
from noms.contracts.commissioning.settlements import SettlementAnswer, SettlementRequest
from noms.contracts.commissioning.stakes import StakesAnswer, StakesRequest
from noms.contracts.problems import FieldError
from noms.contracts.wire import MAX_INT32
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.outlooks.rules import faults_in_stakes
from services.commissioning.payments import service
from services.commissioning.permissions import SettlementPoster, SettlementReader, SettlementSimulator
from services.commissioning.runs import refusals
from services.commissioning.runs.queries import run_view
from services.commissioning.simulations.rules import faults_in_request
from services.commissioning.stakes.rules import stakes_of
from services.commissioning.statements.rules import settle_request

router = room("payments")

BEYOND = FieldError(pointer="/terms", code="beyond_all_money", message="a sum is larger than any that can be told or kept")
RunNumber = Annotated[int, Path(ge=1, le=MAX_INT32, description="The number of the settlement run.")]


@router.post(
    "/v1/agreements/{agreement_id}/settlements",
    status_code=201,
    response_model=SettlementRunView,
    responses={
        200: {"model": SettlementRunView, "description": "Nothing has changed since the last run, which is the answer."},
        **problems(
            NotFound,
            NotTheCommissioner,
            refusals.NeverInForce,
            refusals.OutsideTheTerms,
            refusals.SettledInTheFuture,
            refusals.SettledBeforeTheLast,
            refusals.MonthNotOver,
            refusals.NoMonthOver,
            refusals.RestatementWindowClosed,
            refusals.RunAlreadyPosted,
        ),
    },
)
async def post_settlement(
    agreement_id: UUID, wanted: SettlementToPost, session: Session, response: Response, caller: SettlementPoster
) -> SettlementRunView:
    """Settle every month of a contract year that has ended by a day, and post what differs from what was posted.

    A settled line is never edited: where something was settled before, the run posts adjustments, tells what has changed, and
    settles later years again that look back to this one. A year is settled at least as far as it was before, and what was posted
    beyond the day on which the agreement ended is taken back. Thirteen months after the later of the year's end and its first
    posting, or as the terms say, nothing of it is adjusted unless fraud is stated: months that were never settled are posted, and
    closed ones stay as they stand, which `changes` tells. With nothing changed nothing is posted, and the last run is the
    answer (200). Of two at once one posts.
    """
    await agreements.refuse_others(session, caller, await agreements.agreement(session, caller, agreement_id), nationally=True)
    posted = await service.settle_months(
        session,
        caller,
        agreement_id,
        wanted.through,
        settled_on=wanted.settled_on,
        cause=wanted.cause,
        fraud=wanted.fraud,
        within_window=True,
    )
    if not posted.new:
        response.status_code = 200
    return await run_view(session, posted.run)


@router.get("/v1/agreements/{agreement_id}/settlements/{run}/replay", response_model=ReplayView, responses=problems(NotFound))
async def replay_settlement(agreement_id: UUID, run: RunNumber, session: Session, caller: SettlementReader) -> ReplayView:
    """Compute a settlement run again from the inputs that were kept with it: same inputs, same rules, the same bytes."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return await service.replay_run(session, agreement.agreement_id, run)


@router.post("/v1/settlements/simulate", response_model=SettlementAnswer, responses=problems(Invalid))
def simulate_settlement(request: SettlementRequest, _caller: SettlementSimulator) -> SettlementAnswer:
    """Compute a settlement from terms and facts that are sent with it, and keep nothing.

    Every line comes with its working: months, quarters, the contract year so far, the cap, and the invoices that follow. The
    same request and rule version always give the same bytes, whatever the order of the facts.
    """
    if faults := faults_in_request(request):
        raise Invalid(errors=faults)
    if (answer := settle_request(request)) is None:
        raise Invalid(errors=[BEYOND])
    return answer


@router.post("/v1/settlements/stakes", response_model=StakesAnswer, responses=problems(Invalid))
def simulate_stakes(request: StakesRequest, _caller: SettlementSimulator) -> StakesAnswer:
    """Show what each row of payment terms puts at stake, before anybody signs.

    Contract years are drawn at random from the seed at the given rates and priced by the rules of a settlement, at the price
    base. A failure of places is over within its month. Ask for a few years at a time to see how far the work has come: the
    answer for a year does not depend on the years asked for with it.
    """
    if faults := faults_in_stakes(request):
        raise Invalid(errors=faults)
    if (answer := stakes_of(request)) is None:
        raise Invalid(errors=[BEYOND])
    return answer
