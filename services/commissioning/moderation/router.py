"""Moderation over HTTP."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.moderation import ModerationView, NewModeration
from services.commissioning.moderation import refusals, service
from services.commissioning.permissions import RatingModerator

router = room("moderation")


@router.post(
    "/v1/agreements/{agreement_id}/periods/{period_id}/moderation",
    status_code=201,
    response_model=ModerationView,
    responses=problems(
        NotFound,
        refusals.NotIndependent,
        refusals.NotTheLatest,
        refusals.NotBanded,
        refusals.ModeratedAlready,
        refusals.TooFar,
        refusals.AboveTheGateway,
    ),
)
async def moderate_rating(
    agreement_id: UUID, period_id: UUID, new: NewModeration, session: Session, caller: RatingModerator
) -> ModerationView:
    """Confirm the band of a period, or move it by one, with reason and evidence.

    Only somebody outside the unit that buys moderates, never anybody on the provider's side or whoever had a hand in it: drew
    up, signed, computed, classified, recorded a gateway event, settled, examined a sample or decided a contest. Both bands are
    kept and shown. A new version or a new rating of the period leaves the moderation behind: it is then shown as stale.
    """
    return await service.moderate_rating(session, caller, agreement_id, period_id, new)
