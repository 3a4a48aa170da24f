"""Orders and custodial sentences over HTTP."""

from uuid import UUID

from noms.chassis.clock import now
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceToRecord, CustodialSentenceView
from noms.contracts.offender_mgmt.order_views import OrderView
from noms.contracts.offender_mgmt.sentences import OrderToMake
from services.offender_mgmt.permissions import SentenceReader, SentenceWriter
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.persons.router import CrnInPath
from services.offender_mgmt.sentences import queries, service
from services.offender_mgmt.sentences.service import OrderOnRecord, OrderOutsideTheAct, SentenceOutsideTheAct
from services.offender_mgmt.sentences.tables import CustodialSentenceRow

router = room("sentences")


@router.post(
    "/v1/persons/{crn}/orders",
    status_code=201,
    response_model=OrderView,
    responses=problems(OrderOutsideTheAct, OrderOnRecord, PersonHasDied),
)
async def record_order(crn: CrnInPath, made: OrderToMake, session: Session, caller: SentenceWriter) -> OrderView:
    """Record a community order or suspended sentence order with its requirements.

    Every limit of the Act is checked as it stood on the day of the order; each breach of one is named in `errors` by the
    place of the requirement and its field. The provider named may see the person's record while the order lasts, and each
    requirement goes out as an `offender_mgmt.requirement.imposed` event.

    The order of the same court on the same day, of the same kind and for the same offence, is recorded once.
    """
    return await service.record_order(session, caller, crn, made, recorded_at=now())


@router.get("/v1/orders/{order_id}", response_model=OrderView)
async def read_order(order_id: UUID, session: Session, caller: SentenceReader) -> OrderView:
    """Read an order and its requirements."""
    return await queries.order_view(session, caller, order_id)


@router.post(
    "/v1/persons/{crn}/custodial-sentences",
    status_code=201,
    response_model=CustodialSentenceView,
    responses=problems(SentenceOutsideTheAct, PersonHasDied),
)
async def record_custodial_sentence(
    crn: CrnInPath, passed: CustodialSentenceToRecord, session: Session, caller: SentenceWriter
) -> CustodialSentenceRow:
    """Record a determinate sentence, a sentence for public protection (IPP) or a life sentence."""
    return await service.record_custodial_sentence(session, caller, crn, passed, recorded_at=now())
