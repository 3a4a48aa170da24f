"""Acts on sentences: record an order and tell who is to deliver it; record a custodial sentence and what it follows."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceToRecord, SentencesToFollow
from noms.contracts.offender_mgmt.order_views import OrderView
from noms.contracts.offender_mgmt.sentence_events import RequirementImposed
from noms.contracts.offender_mgmt.sentences import Court, OrderToMake, RequirementToImpose
from noms.reference.community_requirements import community_requirement
from services.offender_mgmt.appearances.queries import appearance_of
from services.offender_mgmt.imprisonment.rules import faults_of_custodial_sentence
from services.offender_mgmt.persons.queries import living_person
from services.offender_mgmt.persons.service import share_with
from services.offender_mgmt.requirements.rules import faults_of_requirements
from services.offender_mgmt.sentences import queries, rules
from services.offender_mgmt.sentences.refusals import (
    AppearanceDoesNotFit,
    OrderOnRecord,
    OrderOutsideTheAct,
    SentenceOutsideTheAct,
    SentencesDoNotFollow,
)
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow, RequirementRow


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
    await _refuse_other_appearance(session, offender.crn, made.appearance_id, made.court, made.made_on)
    if on_record := await queries.order_like(session, offender.crn, made):
        raise OrderOnRecord(f"This order is on record already: read /v1/orders/{on_record}.")
    share_with(offender, provider=made.provider)
    order = _order_row(offender.crn, made, caller, recorded_at)
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
    if faults := faults_of_custodial_sentence(passed, born_on=offender.date_of_birth, as_at=london_day(recorded_at)):
        raise SentenceOutsideTheAct(errors=faults)
    on_record = await queries.links(session, offender.crn)
    if faults := rules.faults_of_links(None, passed.consecutive_to, on_record):
        raise SentencesDoNotFollow(errors=faults)
    await _refuse_other_appearance(session, offender.crn, passed.appearance_id, passed.court, passed.sentenced_on)
    share_with(offender, provider=passed.provider)
    row = CustodialSentenceRow(
        sentence_id=uuid4(), crn=offender.crn, recorded_at=recorded_at, recorded_by=caller.subject, **passed.model_dump()
    )
    session.add(row)
    await session.flush()
    return row


async def follow_sentences(
    session: AsyncSession, caller: Caller, sentence_id: UUID, following: SentencesToFollow
) -> CustodialSentenceRow:
    """Put right which sentences of the person must end before this one begins."""
    row = await queries.custodial_sentence(session, caller, sentence_id, for_change=True)
    if faults := rules.faults_of_links(sentence_id, following.consecutive_to, await queries.links(session, row.crn)):
        raise SentencesDoNotFollow(errors=faults)
    row.consecutive_to = following.consecutive_to
    await session.flush()
    return row


async def _refuse_other_appearance(session: AsyncSession, crn: str, appearance_id: UUID | None, court: Court, day: date) -> None:
    if appearance_id is None:
        return
    found = await appearance_of(session, crn, appearance_id)
    if faults := rules.faults_of_appearance((found.court, found.appeared_on) if found else None, (court, day)):
        raise AppearanceDoesNotFit(errors=faults)


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
