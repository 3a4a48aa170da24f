"""Orders and custodial sentences over HTTP."""

from uuid import UUID

from noms.chassis.clock import now
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.custodial_sentences import (
    CustodialSentenceList,
    CustodialSentenceToRecord,
    CustodialSentenceView,
    SentencesToFollow,
)
from noms.contracts.offender_mgmt.order_views import OrderView
from noms.contracts.offender_mgmt.sentences import OrderToMake
from services.offender_mgmt.permissions import SentenceReader, SentenceWriter
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.persons.router import CrnInPath
from services.offender_mgmt.sentences import queries, service
from services.offender_mgmt.sentences.refusals import (
    AppearanceDoesNotFit,
    OrderOnRecord,
    OrderOutsideTheAct,
    SentenceOutsideTheAct,
    SentencesDoNotFollow,
)
from services.offender_mgmt.sentences.tables import CustodialSentenceRow

router = room("sentences")


@router.post(
    "/v1/persons/{crn}/orders",
    status_code=201,
    response_model=OrderView,
    responses=problems(OrderOutsideTheAct, OrderOnRecord, AppearanceDoesNotFit, PersonHasDied),
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
    responses=problems(SentenceOutsideTheAct, SentencesDoNotFollow, AppearanceDoesNotFit, PersonHasDied),
)
async def record_custodial_sentence(
    crn: CrnInPath, passed: CustodialSentenceToRecord, session: Session, caller: SentenceWriter
) -> CustodialSentenceRow:
    """Record a determinate or extended sentence, a sentence for public protection (IPP) or a life sentence.

    A consecutive sentence names those that it follows; each must be on the person's record.
    """
    return await service.record_custodial_sentence(session, caller, crn, passed, recorded_at=now())


@router.get("/v1/persons/{crn}/custodial-sentences", response_model=CustodialSentenceList)
async def list_custodial_sentences(crn: CrnInPath, session: Session, caller: SentenceReader) -> CustodialSentenceList:
    """Read every custodial sentence of a person, newest first, with the sentences that each follows."""
    person = await persons.person(session, caller, crn)
    rows = await queries.custodial_sentences(session, person.crn)
    return CustodialSentenceList(data=[CustodialSentenceView.model_validate(row) for row in rows])


@router.post(
    "/v1/custodial-sentences/{sentence_id}/consecutive-to",
    response_model=CustodialSentenceView,
    responses=problems(SentencesDoNotFollow),
)
async def follow_sentences(
    sentence_id: UUID, following: SentencesToFollow, session: Session, caller: SentenceWriter
) -> CustodialSentenceRow:
    """Put right which sentences must end before this one begins, where they were recorded later or otherwise.

    A sentence that would follow itself, even by way of others, or one of another person is refused. Key dates in force stay
    as they are until they are calculated again.
    """
    return await service.follow_sentences(session, caller, sentence_id, following)
