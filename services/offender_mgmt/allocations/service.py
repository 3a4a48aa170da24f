"""Giving a case to an officer: the one before hands over on the day that the next one begins."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.allocation_events import OfficerAllocated
from noms.contracts.offender_mgmt.allocations import (
    KeyWorkerAllocation,
    NewAllocation,
    OffenderManagerAllocation,
    OfficerRole,
)
from services.offender_mgmt.allocations import queries, rules
from services.offender_mgmt.allocations.refusals import AllocationRefused, CaseOfOthers
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.persons.service import home_audience, open_record_to_trusts


async def allocate(session: AsyncSession, caller: Caller, crn: str, new: NewAllocation) -> AllocationRow:
    """Give the case to an officer of those who have it; the officer before hands over on the day that the next one begins.

    Raises:
        CaseOfOthers: the caller does not act for whoever has the case, or for whoever is to have it.

    """
    if isinstance(new, OffenderManagerAllocation) and not await _may_name(session, caller, crn, new):
        raise CaseOfOthers
    return await take_over(session, caller, crn, new)


async def take_over(session: AsyncSession, caller: Caller, crn: str, new: NewAllocation) -> AllocationRow:
    """Give the case to an officer as both sides agreed, ending the time of the officer before on the same day."""
    person = await persons.living_person(session, caller, crn)
    crn = person.crn
    before = await _before(session, crn, new)
    stay = await custody.stay_now(session, crn)
    faults = rules.allocation_faults(
        new,
        holder=rules.Holder(before.officer_code, before.starts_on) if before else None,
        held=rules.Whereabouts(stay.establishment_code, stay.received_on) if stay else None,
        born_on=person.date_of_birth,
        as_at=clock.today(),
    )
    if faults:
        raise AllocationRefused(errors=faults)
    if before is not None:
        before.ends_on = new.starts_on
        await session.flush()
    duty = None if before else await _duty(session, crn, new)
    allocation = _row(new, caller, crn, duty)
    session.add(allocation)
    if isinstance(new, OffenderManagerAllocation):
        await _hand_over(session, caller, person, allocation, given_by=before.provider if before else None, to=new.provider)
    else:
        emit(session, _told(allocation), audience=person.audience)
    return allocation


async def end_time(session: AsyncSession, caller: Caller, crn: str, allocation_id: UUID, ends_on: date) -> AllocationRow:
    """End the time of a case administrator or key worker; an officer who is responsible is followed by another."""
    person = await persons.person(session, caller, crn, for_change=True)
    allocation = await queries.allocation(session, person.crn, allocation_id)
    role = OfficerRole(allocation.role)
    if faults := rules.ending_faults(role, allocation.starts_on, allocation.ends_on, ends_on, as_at=clock.today()):
        raise AllocationRefused(errors=faults)
    allocation.ends_on = ends_on
    return allocation


async def _may_name(session: AsyncSession, caller: Caller, crn: str, new: OffenderManagerAllocation) -> bool:
    person = await persons.living_person(session, caller, crn)
    now = await queries.holder(session, person.crn, new.role)
    return all(caller.reaches(home_audience(side)) for side in rules.sides(new, had_by=now.provider if now else None))


async def _before(session: AsyncSession, crn: str, new: NewAllocation) -> AllocationRow | None:
    """Whose place the officer takes: of key workers only the same one's, for each has a place of their own."""
    if isinstance(new, KeyWorkerAllocation):
        return await queries.key_worker(session, crn, new.officer_code, new.delivers)
    return await queries.holder(session, crn, new.role)


async def _hand_over(
    session: AsyncSession, caller: Caller, person: Person, allocation: AllocationRow, *, given_by: str | None, to: str
) -> None:
    """Open the record to the trust that takes the case and to those with an order to deliver, and to no other: decision 0025.

    Whoever gives the case away, or acts for them, still hears of this one event.
    """
    trusts = {to} | await queries.trusts_with_orders(session, person.crn, since=allocation.starts_on)
    acting = [tag for tag in person.audience if caller.reaches([tag])]
    holding = [tag for tag in person.audience if tag.startswith("establishment:")]
    told = [*home_audience(*trusts, given_by or person.provider), *acting, *holding]
    emit(session, _told(allocation), audience=told)
    await open_record_to_trusts(session, person.crn, trusts)


async def _duty(session: AsyncSession, crn: str, new: NewAllocation) -> rules.Duty | None:
    """By when the first officer of this role was due; absent when the person had no sentence yet."""
    tier = new.tier if isinstance(new, OffenderManagerAllocation) else await queries.tier(session, crn)
    since = await _sentenced_or_released(session, crn, new)
    return rules.allocation_duty(new.role, tier, counted_from=since) if since else None


async def _sentenced_or_released(session: AsyncSession, crn: str, new: NewAllocation) -> date | None:
    """The day that the duty is counted from: for an offender supervisor the sentence, else release too."""
    sentenced_on = await queries.last_sentenced_on(session, crn, new.starts_on)
    if new.role is OfficerRole.OFFENDER_SUPERVISOR:
        return sentenced_on
    released_on = await custody.last_release_on(session, crn, new.starts_on)
    return max(filter(None, (sentenced_on, released_on)), default=None)


def _row(new: NewAllocation, caller: Caller, crn: str, duty: rules.Duty | None) -> AllocationRow:
    return AllocationRow(
        allocation_id=uuid4(),
        crn=crn,
        ends_on=None,
        due_by=duty and duty.due_by,
        due_source=duty and duty.source,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
        **new.model_dump(),
    )


def _told(allocation: AllocationRow) -> OfficerAllocated:
    return OfficerAllocated(
        crn=allocation.crn,
        allocation_id=allocation.allocation_id,
        role=OfficerRole(allocation.role),
        provider=allocation.provider,
        establishment_code=allocation.establishment_code,
        starts_on=allocation.starts_on,
        detail_url=f"/v1/persons/{allocation.crn}/allocations",
    )
