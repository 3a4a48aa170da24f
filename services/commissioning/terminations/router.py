"""The purchaser's decision on its right to end an agreement."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.terminations import NewTerminationDecision, TerminationDecisionAnswer
from services.commissioning.lifecycle.refusals import OF_A_MOVE, ClauseDoesNotAllow
from services.commissioning.permissions import NoticeGiver
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
