"""Notices: given and closed by the purchaser, answered by the provider, each side's word on the record."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import DateOutsideCalendar, Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.answers import NewPlan, NewStatement, PlanDecision
from noms.contracts.commissioning.notices import NewNotice, NewRectification, NoticeView, NoticeWithdrawal
from services.commissioning.answers import refusals as answers
from services.commissioning.notices import refusals, service
from services.commissioning.permissions import NoticeGiver, StatementMaker

router = room("remedies")


@router.post(
    "/v1/agreements/{agreement_id}/notices",
    status_code=201,
    response_model=NoticeView,
    responses=problems(
        Invalid,
        NotFound,
        DateOutsideCalendar,
        refusals.NotForTheCommissioner,
        refusals.AgreementNotInForce,
        refusals.DayInTheFuture,
        refusals.DayOutsideTheAgreement,
        refusals.BeforeTheLastNotice,
        refusals.ClauseSpeaksOfNoDefault,
        refusals.NothingCallsForIt,
        refusals.NoticeInForce,
        refusals.NoImprovementNotice,
    ),
)
async def give_notice(agreement_id: UUID, new: NewNotice, session: Session, caller: NoticeGiver) -> NoticeView:
    """Give a warning, an improvement notice or a default notice, on figures that call for it on its day.

    Evidence is cited by kind and identifier, as `/v1/remedies/triggers` lists it, and must stand under the same agreement. A
    warning or an improvement notice starts the clocks for a plan and for putting the failure right; a default notice is a
    termination point.
    """
    return await service.give_notice(session, caller, agreement_id, new)


@router.post(
    "/v1/notices/{notice_id}/provider-statement",
    status_code=201,
    response_model=NoticeView,
    responses=problems(
        Invalid,
        NotFound,
        answers.NotForTheProvider,
        answers.SpokeForTheOther,
        answers.AnsweredInTheFuture,
        answers.BeforeWhatItAnswers,
        answers.StatedAlready,
        answers.NotTheLatestVersion,
    ),
)
async def state_side(notice_id: UUID, new: NewStatement, session: Session, caller: StatementMaker) -> NoticeView:
    """State the provider's side of a notice. It stands once; an amendment is a further version, and the first stays readable."""
    return await service.state_side(session, caller, notice_id, new)


@router.post(
    "/v1/notices/{notice_id}/plan",
    status_code=201,
    response_model=NoticeView,
    responses=problems(
        Invalid,
        NotFound,
        answers.NotForTheProvider,
        answers.SpokeForTheOther,
        answers.AnsweredInTheFuture,
        answers.BeforeWhatItAnswers,
        answers.NoPlanNow,
        answers.NoPlanAskedFor,
        answers.PlanAwaitsDecision,
        answers.PlanAcceptedAlready,
        answers.RectifiedBeforeSubmitted,
        answers.RectifiedAfterTheAgreement,
        answers.RectifiedTooLate,
    ),
)
async def submit_plan(notice_id: UUID, new: NewPlan, session: Session, caller: StatementMaker) -> NoticeView:
    """Submit the provider's plan to put the failure right. A late plan is taken, and kept as late."""
    return await service.submit_plan(session, caller, notice_id, new)


@router.post(
    "/v1/notices/{notice_id}/plan-decision",
    status_code=201,
    response_model=NoticeView,
    responses=problems(
        Invalid,
        NotFound,
        DateOutsideCalendar,
        answers.PlanNotForTheCommissioner,
        answers.SpokeForTheOther,
        answers.AnsweredInTheFuture,
        answers.BeforeWhatItAnswers,
        answers.NoPlanNow,
        answers.NoPlanToDecide,
    ),
)
async def decide_on_plan(notice_id: UUID, new: PlanDecision, session: Session, caller: NoticeGiver) -> NoticeView:
    """Accept or reject the latest plan, with reasons. Accepted, its own day is the clock; rejected, a new plan is due."""
    return await service.decide_on_plan(session, caller, notice_id, new)


@router.post(
    "/v1/notices/{notice_id}/rectification",
    status_code=201,
    response_model=NoticeView,
    responses=problems(
        Invalid,
        NotFound,
        refusals.NotForTheCommissioner,
        refusals.NoticeNotInForce,
        refusals.DayInTheFuture,
        refusals.BeforeTheNotice,
        refusals.NoNewEvidence,
        refusals.StillFailing,
    ),
)
async def declare_rectified(notice_id: UUID, new: NewRectification, session: Session, caller: NoticeGiver) -> NoticeView:
    """Close a notice because the failure is put right, on evidence that the notice did not rest on.

    A termination point counts on for its months all the same.
    """
    return await service.declare_rectified(session, caller, notice_id, new)


@router.post(
    "/v1/notices/{notice_id}/withdrawal",
    status_code=201,
    response_model=NoticeView,
    responses=problems(
        Invalid,
        NotFound,
        refusals.NotForTheCommissioner,
        refusals.NoticeNotInForce,
        refusals.DayInTheFuture,
        refusals.BeforeTheNotice,
    ),
)
async def withdraw_notice(notice_id: UUID, new: NoticeWithdrawal, session: Session, caller: NoticeGiver) -> NoticeView:
    """Take a notice back, with reasons. It stays on record; its termination point counts no more."""
    return await service.withdraw_notice(session, caller, notice_id, new)
