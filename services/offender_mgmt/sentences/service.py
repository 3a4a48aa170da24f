"""Acts on sentences: record an order of the court and tell who is to deliver it; record a custodial sentence."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid, Refusal
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceToRecord
from noms.contracts.offender_mgmt.order_views import OrderView
from noms.contracts.offender_mgmt.sentence_events import RequirementImposed
from noms.contracts.offender_mgmt.sentences import OrderToMake, RequirementToImpose
from noms.reference.community_requirements import community_requirement
from services.offender_mgmt.persons.queries import living_person
from services.offender_mgmt.persons.service import share_with
from services.offender_mgmt.requirements.rules import faults_of_requirements
from services.offender_mgmt.sentences import queries, rules
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow, RequirementRow


class OrderOutsideTheAct(Refusal):
    """The Criminal Justice Act 2003 does not allow this order: errors names each requirement and field."""

    code = "order_outside_the_act"
    title = "The Act does not allow this order as it stands: see errors."


class SentenceOutsideTheAct(Refusal):
    """No court could have passed this sentence: errors names each field."""

    code = "sentence_outside_the_act"
    title = "The Act does not allow this sentence as it stands: see errors."


class OrderOnRecord(Refusal):
    """The same order of the same court is on record: a repeated entry would have every requirement served twice."""

    code = "order_on_record"
    title = "This order of the court is on record already."


async def record_order(session: AsyncSession, caller: Caller, crn: str, made: OrderToMake, *, recorded_at: datetime) -> OrderView:
    """Record an order that the court has made, and tell its provider of each requirement.

    The person stays locked until the end: of two equal orders at once, one is recorded.
    """
    if repeated := rules.repeated_requirements(made):
        raise Invalid(errors=repeated)
    offender = await living_person(session, caller, crn)
    faults = (
        *rules.faults_of_order(made, born_on=offender.date_of_birth, as_at=london_day(recorded_at)),
        *faults_of_requirements(made, born_on=offender.date_of_birth),
    )
    if faults:
        raise OrderOutsideTheAct(errors=faults)
    if on_record := await queries.order_like(session, crn, made):
        raise OrderOnRecord(f"This order is on record already: read /v1/orders/{on_record}.")
    share_with(offender, provider=made.provider)
    order = _order_row(crn, made, caller, recorded_at)
    imposed = [_requirement_row(order, place, requirement) for place, requirement in enumerate(made.requirements)]
    session.add(order)
    await session.flush()
    session.add_all(imposed)
    await session.flush()
    for requirement in imposed:
        emit(session, _imposed(order, requirement), audience=offender.audience)
    return await queries.order_view(session, caller, order.order_id)


async def record_custodial_sentence(
    session: AsyncSession, caller: Caller, crn: str, passed: CustodialSentenceToRecord, *, recorded_at: datetime
) -> CustodialSentenceRow:
    """Record a sentence of imprisonment that the court has passed."""
    offender = await living_person(session, caller, crn)
    if faults := rules.faults_of_custodial_sentence(passed, born_on=offender.date_of_birth, as_at=london_day(recorded_at)):
        raise SentenceOutsideTheAct(errors=faults)
    share_with(offender, provider=passed.provider)
    facts = passed.model_dump(exclude={"length", "minimum_term"})
    row = CustodialSentenceRow(
        sentence_id=uuid4(),
        crn=crn,
        length=passed.length.model_dump() if passed.length else None,
        minimum_term=passed.minimum_term.model_dump() if passed.minimum_term else None,
        recorded_at=recorded_at,
        recorded_by=caller.subject,
        **facts,
    )
    session.add(row)
    await session.flush()
    return row


def _order_row(crn: str, made: OrderToMake, caller: Caller, recorded_at: datetime) -> OrderRow:
    suspended = made.suspended
    return OrderRow(
        order_id=uuid4(),
        crn=crn,
        custodial_term=suspended.custodial_term.model_dump() if suspended else None,
        operational_period_ends_on=suspended.operational_period_ends_on if suspended else None,
        recorded_at=recorded_at,
        recorded_by=caller.subject,
        **made.model_dump(exclude={"suspended", "requirements"}),
    )


def _requirement_row(order: OrderRow, place: int, requirement: RequirementToImpose) -> RequirementRow:
    listed = community_requirement(requirement.code, on=order.made_on)
    return RequirementRow(
        requirement_id=uuid4(),
        order_id=order.order_id,
        crn=order.crn,
        place=place,
        name=listed.name,
        unit=listed.unit,
        **requirement.model_dump(),
    )


def _imposed(order: OrderRow, requirement: RequirementRow) -> RequirementImposed:
    return RequirementImposed(
        crn=order.crn,
        order_id=order.order_id,
        requirement_id=requirement.requirement_id,
        requirement_code=requirement.code,
        programme_code=requirement.programme_code,
        quantity=requirement.quantity,
        unit=requirement.unit if requirement.quantity is not None else None,
        provider=order.provider,
        order_starts_on=order.made_on,
        order_ends_on=order.ends_on,
        detail_url=f"/v1/orders/{order.order_id}",
    )
