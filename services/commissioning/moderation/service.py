"""Moderating the rating of a period."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.moderation import ModerationView, NewModeration, RatingModerated
from noms.contracts.commissioning.ratings import RatingView
from services.commissioning.agreements import queries as agreements
from services.commissioning.formulas.rules import formula_on
from services.commissioning.moderation import queries, rules
from services.commissioning.moderation.refusals import refuse
from services.commissioning.occurrences.rules import is_on_the_providers_side
from services.commissioning.performance.queries import computation, period_of_agreement
from services.commissioning.permissions import (
    AGREEMENTS_DRAW_UP,
    AGREEMENTS_SIGN_AS_COMMISSIONER,
    AGREEMENTS_SIGN_AS_PROVIDER,
    PERIODS_COMPUTE,
)
from services.commissioning.ratings import queries as ratings
from services.commissioning.ratings.service import Rated, keep_moderation

BUYING = {
    scope.name for scope in (AGREEMENTS_DRAW_UP, AGREEMENTS_SIGN_AS_COMMISSIONER, AGREEMENTS_SIGN_AS_PROVIDER, PERIODS_COMPUTE)
}
"""What nobody who moderates may do, whether they have done it here or not."""


async def moderate_rating(
    session: AsyncSession, caller: Caller, agreement_id: UUID, period_id: UUID, new: NewModeration
) -> ModerationView:
    """Confirm or move the band of the latest rating of a period; the rated band stays beside it."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    period = await period_of_agreement(session, agreement_id, period_id)
    computed = await computation(session, agreement_id, period_id)
    rating = await ratings.latest_rating(session, computed.computation_id)
    hands, agreed = await queries.hands_in(session, agreement), await agreements.agreed(session, caller, agreement_id)
    independent = rules.is_independent(caller.persons, hands, scopes=caller.scopes, buying=BUYING)
    view, last = RatingView.model_validate(rating.rating), await ratings.last_moderation(session, period_id, computed.number)
    standing = rules.Standing(
        version=computed.number, rating=rating.number, band=rating.band, cap=view.gateway.cap if view.gateway else None,
        moderated=last is not None and (last.version, last.rating_number) == (computed.number, rating.number),
    )  # fmt: skip
    refuse(
        rules.objection_to_moderation(
            independent=independent and not is_on_the_providers_side(caller.organisation, agreed),
            read=(new.version, new.rating), standing=standing, band=new.band,
            most_bands=formula_on(period.from_day).most_bands_moderated,
        )
    )  # fmt: skip
    assert rating.band is not None, "a rating without a band was refused"
    rated = Rated(
        agreement_id, period_id, computed.computation_id, computed.number, agreement.provider, period.from_day, period.to_day
    )
    row = await keep_moderation(session, caller, rated, rating.band, new)
    emit(session, moderated_event(rated, rating.band, new), audience=agreement.audience)
    return ratings.moderation_view(row, version=computed.number, rating=rating.number)


def moderated_event(rated: Rated, rated_band: int, new: NewModeration) -> RatingModerated:
    """What is published to whoever reaches the agreement: both bands."""
    return RatingModerated(
        agreement_id=rated.agreement_id,
        period_id=rated.period_id,
        provider=rated.provider,
        computation=rated.version,
        rating=new.rating,
        rated_band=rated_band,
        moderated_band=new.band,
        detail_url=f"/v1/agreements/{rated.agreement_id}/periods/{rated.period_id}?version={rated.version}",
    )
