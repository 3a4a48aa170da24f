"""Calendars of orders and sentences over HTTP."""

from uuid import UUID

from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.order_calendars import OrderCalendar
from services.offender_mgmt.order_calendars import queries
from services.offender_mgmt.permissions import SentenceReader
from services.offender_mgmt.sentences import queries as sentences

router = room("order calendars")


@router.get("/v1/orders/{order_id}/calendar", response_model=OrderCalendar)
async def read_order_calendar(order_id: UUID, session: Session, caller: SentenceReader) -> OrderCalendar:
    """Read one calendar of everything within an order: requirements, sessions, licence conditions, key dates, custody.

    Other orders and licences of the person stand in it too, for what they ask falls on the same days. `clashes` names each pair
    that cannot both be kept: two places to live, two curfews, two programmes, two sessions on one day, or anything in custody.
    """
    order = await sentences.order(session, caller, order_id)
    return await queries.calendar(session, order.crn, order.made_on, order.operational_period_ends_on or order.ends_on)


@router.get("/v1/custodial-sentences/{sentence_id}/calendar", response_model=OrderCalendar)
async def read_sentence_calendar(sentence_id: UUID, session: Session, caller: SentenceReader) -> OrderCalendar:
    """Read one calendar of everything from a custodial sentence on: licence conditions, key dates, custody, orders.

    It ends with the sentence and licence expiry in force; without one it has no end.
    """
    sentence = await sentences.custodial_sentence(session, caller, sentence_id)
    expiry = await queries.expiry(session, sentence.crn)
    return await queries.calendar(session, sentence.crn, sentence.sentenced_on, expiry)
