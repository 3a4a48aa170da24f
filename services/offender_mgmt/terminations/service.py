"""Recording that an order, a requirement or a custodial sentence has ended, and telling who delivers what ends with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.sentences import OrderKind
from noms.contracts.offender_mgmt.terminations import RequirementEnded, TerminationReason, TerminationToRecord
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.sentences import queries as sentences
from services.offender_mgmt.terminations import queries, rules
from services.offender_mgmt.terminations.refusals import TerminatedAlready, TerminationRefused
from services.offender_mgmt.terminations.tables import TerminationRow


@dataclass(frozen=True)
class End:
    """When and why something ended, and who hears of it."""

    reason: TerminationReason
    ended_on: date
    note: str | None
    breach_id: UUID | None
    audience: tuple[str, ...]
    recorded_at: datetime
    recorded_by: str


async def end_order(
    session: AsyncSession, caller: Caller, order_id: UUID, told: TerminationToRecord, *, recorded_at: datetime
) -> TerminationRow:
    """Record that an order has ended; every requirement that still ran ends with it."""
    order = await sentences.order(session, caller, order_id, for_change=True)
    if await queries.end_of_order(session, order_id) is not None:
        raise TerminatedAlready
    last_day = order.operational_period_ends_on or order.ends_on
    person = await persons.person(session, caller, order.crn)
    running = rules.Running(rules.OF_AN_ORDER[OrderKind(order.kind)], order.made_on, last_day, person.died_on)
    end = _judged(person, caller, told, running, recorded_at)
    return await end_running_order(session, order.crn, order_id, end)


async def end_requirement(
    session: AsyncSession, caller: Caller, requirement_id: UUID, told: TerminationToRecord, *, recorded_at: datetime
) -> TerminationRow:
    """Record that one requirement has ended while its order goes on."""
    requirement, order = await queries.requirement(session, caller, requirement_id)
    if await queries.end_of_requirement(session, requirement_id) or await queries.end_of_order(session, order.order_id):
        raise TerminatedAlready
    begins_on = requirement.starts_on or order.made_on
    person = await persons.person(session, caller, order.crn)
    running = rules.Running(rules.OF_A_REQUIREMENT, begins_on, requirement.ends_on or order.ends_on, person.died_on)
    end = _judged(person, caller, told, running, recorded_at)
    row = await _write(session, order.crn, end, requirement_id=requirement_id)
    _tell(session, order.crn, order.order_id, [requirement_id], end)
    return row


async def end_sentence(
    session: AsyncSession, caller: Caller, sentence_id: UUID, told: TerminationToRecord, *, recorded_at: datetime
) -> TerminationRow:
    """Record that a court has ended a custodial sentence. Key dates in force stay as they are until they are calculated again."""
    sentence = await sentences.custodial_sentence(session, caller, sentence_id, for_change=True)
    if await queries.end_of_sentence(session, sentence_id) is not None:
        raise TerminatedAlready
    person = await persons.person(session, caller, sentence.crn)
    running = rules.Running(rules.OF_A_SENTENCE, sentence.sentenced_on, None, person.died_on)
    end = _judged(person, caller, told, running, recorded_at)
    return await _write(session, sentence.crn, end, sentence_id=sentence_id)


async def end_running_order(session: AsyncSession, crn: str, order_id: UUID, end: End) -> TerminationRow:
    """Write the end of an order and tell of each requirement that ends with it. The order has been found and locked."""
    running = [row.requirement_id for row in await queries.requirements_running(session, order_id)]
    row = await _write(session, crn, end, order_id=order_id)
    _tell(session, crn, order_id, running, end)
    return row


def _judged(
    person: persons.Person, caller: Caller, told: TerminationToRecord, running: rules.Running, recorded_at: datetime
) -> End:
    if faults := rules.termination_faults(told, running, as_at=london_day(recorded_at)):
        raise TerminationRefused(errors=faults)
    return End(told.reason, told.ended_on, told.note, None, tuple(person.audience), recorded_at, caller.subject)


async def _write(
    session: AsyncSession,
    crn: str,
    end: End,
    *,
    order_id: UUID | None = None,
    requirement_id: UUID | None = None,
    sentence_id: UUID | None = None,
) -> TerminationRow:
    row = TerminationRow(
        termination_id=uuid4(),
        crn=crn,
        order_id=order_id,
        requirement_id=requirement_id,
        sentence_id=sentence_id,
        reason=end.reason,
        ended_on=end.ended_on,
        note=end.note,
        breach_id=end.breach_id,
        recorded_at=end.recorded_at,
        recorded_by=end.recorded_by,
    )
    session.add(row)
    await session.flush()
    return row


def _tell(session: AsyncSession, crn: str, order_id: UUID, requirements: Iterable[UUID], end: End) -> None:
    for requirement_id in requirements:
        ended = RequirementEnded(
            crn=crn,
            order_id=order_id,
            requirement_id=requirement_id,
            reason=end.reason,
            ended_on=end.ended_on,
            detail_url=f"/v1/orders/{order_id}",
        )
        emit(session, ended, audience=end.audience)
