"""Periods of an agreement: computed from the services that own the events, read with everything behind them."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query

from noms.chassis.peers import AskPeers
from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound, PeerUnavailable
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.performance import PeriodList, PeriodToCompute, PeriodView, ResultEvents, ResultPart
from noms.contracts.wire import MAX_INT32, Day
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.performance import queries, refusals, service
from services.commissioning.permissions import PeriodComputer, PeriodReader
from services.commissioning.results import queries as results

router = room("performance")

Version = Annotated[int | None, Query(ge=1, le=MAX_INT32, description="Without it, the latest.")]
MeasureCode = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,99}$", examples=["programme_completions"])]


@router.post(
    "/v1/agreements/{agreement_id}/periods",
    status_code=201,
    response_model=PeriodView,
    responses=problems(
        NotFound,
        NotTheCommissioner,
        PeerUnavailable,
        refusals.AgreementNotLive,
        refusals.PeriodEndsBeforeItStarts,
        refusals.OutsideTheAgreement,
        refusals.SpansContractYears,
        refusals.SpansAChangeOfFunction,
        refusals.SpansAVariation,
        refusals.PeriodNotOver,
        refusals.OverlapsAnotherPeriod,
        refusals.ReasonMissing,
        refusals.PeriodNoLongerRestated,
        refusals.OlderThanTheLast,
        refusals.CompletionsNotCounted,
    ),
)
async def compute_period(
    agreement_id: UUID, wanted: PeriodToCompute, session: Session, peers: AskPeers, caller: PeriodComputer
) -> PeriodView:
    """Compute the results, the rating and the settlement of one period from the events of the two other services.

    Nothing can be typed in; only what no event gives is taken from the provider's returns, and marked as attested. A measure
    that its source does not compute, or not for this provider, is missing and never filled in, unless it is paid for. If a
    service does not answer, nothing is stored. Computing the same days again makes the next version, says why, tells what
    changed, and posts only the difference, until thirteen months after its contract year or the first posting for that: what
    lies after the last day in force is taken back, and a measure that was varied meanwhile is judged by what was agreed on its
    first day in the period.
    """
    return await service.compute_period(session, caller, peers, agreement_id, wanted)


@router.get("/v1/agreements/{agreement_id}/periods", response_model=PeriodList, responses=problems(NotFound))
async def list_periods(agreement_id: UUID, session: Session, caller: PeriodReader) -> PeriodList:
    """List the computed periods of an agreement, the latest first, each by its latest version."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return PeriodList(data=await queries.period_summaries(session, agreement.agreement_id))


@router.get("/v1/agreements/{agreement_id}/periods/{period_id}", response_model=PeriodView, responses=problems(NotFound))
async def read_period(
    agreement_id: UUID, period_id: UUID, session: Session, caller: PeriodReader, version: Version = None
) -> PeriodView:
    """Read one computation of a period: results with the events behind them, rating, settlement lines."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    computed = await queries.computation(session, agreement_id, period_id, version)
    return await queries.period_view(session, agreement, computed)


@router.get(
    "/v1/agreements/{agreement_id}/periods/{period_id}/results/{measure_code}/events",
    response_model=ResultEvents,
    responses=problems(NotFound),
)
async def read_result_events(
    agreement_id: UUID,
    period_id: UUID,
    measure_code: MeasureCode,
    session: Session,
    caller: PeriodReader,
    *,
    part: ResultPart = ResultPart.NUMERATOR,
    from_day: Annotated[Day | None, Query(description="First day of the figure, where a measure has two.")] = None,
    version: Version = None,
    after: Annotated[UUID | None, Query(description="The `next_after` of the page before.")] = None,
) -> ResultEvents:
    """Read the events behind one side of a figure, a thousand at a time, as they stood when it was computed."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    computed = await queries.computation(session, agreement.agreement_id, period_id, version)
    figure = await results.figure_named(session, computed.computation_id, measure_code, from_day)
    return results.events_page(figure, part, after)


@router.post(
    "/v1/agreements/{agreement_id}/periods/{period_id}/ratings",
    response_model=PeriodView,
    responses=problems(NotFound, NotTheCommissioner),
)
async def rate_period_again(agreement_id: UUID, period_id: UUID, session: Session, caller: PeriodComputer) -> PeriodView:
    """Rate the latest version of a period again, on the same figures: others of its comparator group may have been rated since.

    When nothing has changed no rating is added.
    """
    return await service.rate_period_again(session, caller, agreement_id, period_id)
