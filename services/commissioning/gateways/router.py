"""Gateway events over HTTP."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.gateways import GatewayEventList, GatewayEventView, NewGatewayEvent, NewGatewayMove
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.gateways import refusals, service
from services.commissioning.permissions import GatewayRecorder, PeriodReader
from services.commissioning.ratings import queries as ratings

router = room("gateways")

EVENTS = "/v1/agreements/{agreement_id}/gateway-events"


@router.post(
    EVENTS,
    status_code=201,
    response_model=GatewayEventView,
    responses=problems(
        NotFound, NotTheCommissioner, refusals.BeginsLifted, refusals.NotUnderTheAgreement, refusals.NotYetHappened
    ),
)
async def record_gateway_event(
    agreement_id: UUID, new: NewGatewayEvent, session: Session, caller: GatewayRecorder
) -> GatewayEventView:
    """Record what caps the rating of the period in which it happened: at 2 while it is inquired into, at 1 once confirmed.

    A period that was computed already is rated again at once; its figures and its settlement stay as they are.
    """
    return await service.record_gateway_event(session, caller, agreement_id, new)


@router.get(EVENTS, response_model=GatewayEventList, responses=problems(NotFound))
async def list_gateway_events(agreement_id: UUID, session: Session, caller: PeriodReader) -> GatewayEventList:
    """List the gateway events of an agreement with every step of their inquiries, the latest to happen first."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return GatewayEventList(data=await ratings.gateway_events(session, agreement.agreement_id))


@router.post(
    f"{EVENTS}/{{gateway_event_id}}/moves",
    status_code=201,
    response_model=GatewayEventView,
    responses=problems(NotFound, NotTheCommissioner, refusals.GatewayMoveNotAllowed),
)
async def move_gateway_event(
    agreement_id: UUID, gateway_event_id: UUID, new: NewGatewayMove, session: Session, caller: GatewayRecorder
) -> GatewayEventView:
    """Let the inquiry take its next step: confirmed, lifted, or inquired into anew. The period is rated again at once."""
    return await service.move_gateway_event(session, caller, agreement_id, gateway_event_id, new)
