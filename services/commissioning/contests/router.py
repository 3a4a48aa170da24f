"""Contests: raised in one call, decided within a set time, the same bytes for both parties."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from noms.chassis import clock
from noms.chassis.problems import problems
from noms.chassis.refusals import DateOutsideCalendar, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.contest_views import ContestList, ContestView
from noms.contracts.commissioning.contests import ContestState, ContestWithdrawal, NewContest, NewDecision
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.contestables.refusals import UpheldMovesNothing
from services.commissioning.contests import queries, refusals, service
from services.commissioning.disputes.refusals import AlreadyDisputed
from services.commissioning.occurrences.refusals import OneIncident
from services.commissioning.permissions import ContestDecider, ContestRaiser, ContestReader
from services.commissioning.result_disputes.refusals import ResultContestedAlready, ResultSuperseded

router = room("contests")

State = Annotated[ContestState | None, Query(description="Only contests that stand so; without it, all.")]
After = Annotated[UUID | None, Query(description="The `next_after` of the page before.")]


@router.post(
    "/v1/agreements/{agreement_id}/contests",
    status_code=201,
    response_model=ContestView,
    responses=problems(
        NotFound,
        DateOutsideCalendar,
        refusals.NotTheProvider,
        refusals.StatementNamesAPerson,
        refusals.ContestedAlready,
        refusals.NotContestable,
        refusals.TooLate,
        refusals.PartOfWhat,
        refusals.PlaceOfALine,
        AlreadyDisputed,
        ResultSuperseded,
        ResultContestedAlready,
    ),
)
async def raise_contest(agreement_id: UUID, new: NewContest, session: Session, caller: ContestRaiser) -> ContestView:
    """Contest one thing as the provider, in one call, within twenty working days of being told.

    It stays as charged, and only its part is withheld. The decision is due twenty working days later.
    """
    return await service.raise_contest(session, caller, agreement_id, new)


@router.get("/v1/agreements/{agreement_id}/contests", response_model=ContestList, responses=problems(NotFound))
async def list_contests_of_agreement(
    agreement_id: UUID, session: Session, caller: ContestReader, state: State = None, after: After = None
) -> ContestList:
    """List the contests under an agreement, the first to be due first, each with its clock: the same for both parties."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return await queries.contests_of(
        session, caller, agreement_id=agreement.agreement_id, state=state, after=after, as_at=clock.today()
    )


@router.get("/v1/contests", response_model=ContestList)
async def list_contests(session: Session, caller: ContestReader, state: State = None, after: After = None) -> ContestList:
    """List the contests within your reach, the first to be due first, fifty at a time."""
    return await queries.contests_of(session, caller, agreement_id=None, state=state, after=after, as_at=clock.today())


@router.get("/v1/contests/{contest_id}", response_model=ContestView, responses=problems(NotFound))
async def read_contest(contest_id: UUID, session: Session, caller: ContestReader) -> ContestView:
    """Read one contest with its clock, and how it ended."""
    return queries.contest_view(*await queries.contest(session, caller, contest_id), as_at=clock.today())


@router.post(
    "/v1/contests/{contest_id}/decision",
    status_code=201,
    response_model=ContestView,
    responses=problems(
        NotFound,
        NotTheCommissioner,
        refusals.ProviderDecides,
        refusals.DecidedByTheFirst,
        refusals.EndedAlready,
        refusals.CountOfAPart,
        UpheldMovesNothing,
        OneIncident,
        refusals.StatementNamesAPerson,
    ),
)
async def decide_contest(contest_id: UUID, decision: NewDecision, session: Session, caller: ContestDecider) -> ContestView:
    """Decide a contest with reasons: neither the provider does, nor whoever classified what is contested.

    What was contested follows at once, and what that changes in money is posted as an adjustment.
    """
    return await service.decide_contest(session, caller, contest_id, decision)


@router.post(
    "/v1/contests/{contest_id}/withdrawal",
    status_code=201,
    response_model=ContestView,
    responses=problems(NotFound, refusals.NotTheProvider, refusals.EndedAlready, refusals.StatementNamesAPerson),
)
async def withdraw_contest(
    contest_id: UUID, withdrawal: ContestWithdrawal, session: Session, caller: ContestRaiser
) -> ContestView:
    """Take a contest back as the provider: the thing stands as charged, and cannot be contested again."""
    return await service.withdraw_contest(session, caller, contest_id, withdrawal)
