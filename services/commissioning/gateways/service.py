"""Recording gateway events and the steps of their inquiries; each rates the days that it lies in again."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.gateways import GatewayEventRecorded, GatewayEventView, NewGatewayEvent, NewGatewayMove
from noms.contracts.commissioning.ratings import RatedBecause
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.agreements.rules import Agreed
from services.commissioning.gateways import rules
from services.commissioning.gateways.refusals import refuse
from services.commissioning.occurrences.rules import is_on_the_providers_side
from services.commissioning.performance.rules import Days
from services.commissioning.performance.service import rate_days_again
from services.commissioning.permissions import OCCURRENCES_CLASSIFY
from services.commissioning.ratings import queries as ratings
from services.commissioning.ratings.service import keep_gateway_event, keep_gateway_move


async def record_gateway_event(
    session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewGatewayEvent
) -> GatewayEventView:
    """Record what caps the rating of the period in which it happened."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    await refuse_others(session, caller, agreed)
    inside = (agreed.starts_on, agreed.ends_on)
    refuse(rules.objection_to_event(new.state, new.occurred_on, agreement=inside, as_at=clock.today()))
    event_id = await keep_gateway_event(session, caller, agreement_id, new)
    return await told(session, agreed, event_id)


async def move_gateway_event(
    session: AsyncSession, caller: Caller, agreement_id: UUID, gateway_event_id: UUID, new: NewGatewayMove
) -> GatewayEventView:
    """Let the inquiry into a gateway event take its next step."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    await refuse_others(session, caller, agreed)
    event = await ratings.gateway_event(session, agreement_id, gateway_event_id)
    refuse(rules.objection_to_move(event.state, new.to))
    await keep_gateway_move(session, caller, event, new)
    return await told(session, agreed, gateway_event_id)


async def refuse_others(session: AsyncSession, caller: Caller, agreed: Agreed) -> None:
    """Refuse whoever is on the provider's side, or neither of the commissioning office nor a controller of the prison.

    Decision 0108. House rule: 0154.
    """
    of_the_provider = agreements.tags_of(Party.PROVIDER, agreed)
    controls = OCCURRENCES_CLASSIFY.name in caller.scopes and caller.reaches(of_the_provider)
    if is_on_the_providers_side(caller.organisation, agreed):
        raise NotTheCommissioner
    if not controls:
        await agreements.refuse_others(session, caller, agreed)


async def told(session: AsyncSession, agreed: Agreed, gateway_event_id: UUID) -> GatewayEventView:
    """Rate the days of the event again, and publish where its inquiry stands."""
    event = await ratings.gateway_event(session, agreed.agreement_id, gateway_event_id)
    await rate_days_again(session, agreed, Days(event.occurred_on, event.occurred_on), RatedBecause.GATEWAY_EVENT)
    recorded = GatewayEventRecorded(
        agreement_id=agreed.agreement_id,
        gateway_event_id=gateway_event_id,
        provider=agreed.provider,
        state=event.state,
        detail_url=f"/v1/agreements/{agreed.agreement_id}/gateway-events",
    )
    emit(session, recorded, audience=agreed.audience)
    return event
