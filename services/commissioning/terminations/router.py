"""Ending an agreement early: the purchaser's decision on its right, and the end itself."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.lifecycle import Termination
from noms.contracts.commissioning.terminations import NewTerminationDecision, TerminationDecisionAnswer
from services.commissioning.lifecycle.refusals import OF_A_MOVE, AlreadySettled, ClauseDoesNotAllow
from services.commissioning.permissions import AgreementVarier, NoticeGiver
from services.commissioning.terminations import refusals, service

router = room("remedies")


@router.post(
    "/v1/agreements/{agreement_id}/termination-decision",
    status_code=201,
    response_model=TerminationDecisionAnswer,
    responses=problems(
        Invalid,
        NotFound,
        refusals.NotThePurchasersDecision,
        refusals.NothingToTerminate,
        refusals.DecidedInTheFuture,
        refusals.NoRightToTerminate,
        refusals.DecidedAlready,
        refusals.LastDayWithoutEnd,
        refusals.EndsBeforeDecided,
        refusals.EndWithoutClause,
        *OF_A_MOVE,
        ClauseDoesNotAllow,
        AlreadySettled,
    ),
)
async def decide_on_termination(
    agreement_id: UUID, new: NewTerminationDecision, session: Session, caller: NoticeGiver
) -> TerminationDecisionAnswer:
    """Decide on ending an agreement, with reasons, while three termination points count at once.

    The decision rests on those points and uses the right up: it comes again with a further point. Where the agreement is ended
    and its last day has come, it is terminated in the same act, under the clause that is named.
    """
    return await service.decide_on_termination(session, caller, agreement_id, new)


@router.post(
    "/v1/agreements/{agreement_id}/termination",
    response_model=AgreementView,
    responses=problems(NotFound, refusals.NoRightToTerminate, *OF_A_MOVE, ClauseDoesNotAllow, AlreadySettled),
)
async def terminate_agreement(agreement_id: UUID, told: Termination, session: Session, caller: AgreementVarier) -> AgreementView:
    """End an agreement early, under a clause of its text that allows it. What it delivered to its last day stays owed.

    Days that were settled or computed are taken away only as both have signed.
    For default, which is what the clause `TERMINATION` of a contract is for, only as the purchaser decided, on that last day.
    """
    return await service.terminate_agreement(session, caller, agreement_id, told)
