"""Booking escorts, and recording how they went."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller, audience
from noms.contracts.offender_mgmt.escort_events import EscortMoved
from noms.contracts.offender_mgmt.escorts import Arrival, Cancellation, Departure, EscortState, EscortToBook, EscortView
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.escorts import queries, rules
from services.offender_mgmt.escorts.refusals import EscortRefused
from services.offender_mgmt.escorts.tables import EscortRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.service import home_audience


async def book(session: AsyncSession, caller: Caller, crn: str, new: EscortToBook) -> EscortView:
    """Book an escort of a person, for the contractor, the prison and the court's area to see."""
    person = await persons.living_person(session, caller, crn)
    stay = await custody.stay_now(session, person.crn)
    faults = rules.booking_faults(new, held_in=stay.establishment_code if stay else None, on=london_day(new.collect_at))
    if faults:
        raise EscortRefused(errors=faults)
    seen_by = {*home_audience(new.provider), *audience(organisations=[new.contractor], establishments=[new.establishment_code])}
    row = EscortRow(
        escort_id=uuid4(),
        crn=person.crn,
        person_name=f"{person.forename} {person.surname}",
        direction=new.direction,
        establishment_code=new.establishment_code,
        court=new.court,
        provider=new.provider,
        contractor=new.contractor,
        collect_at=new.collect_at,
        due_at=new.due_at,
        booked_at=clock.now(),
        booked_by=caller.subject,
        audience=sorted(seen_by),
    )
    session.add(row)
    return await _told(session, row)


async def depart(session: AsyncSession, caller: Caller, escort_id: UUID, departure: Departure) -> EscortView:
    """Record that the escort has left with the person."""
    row = await _going_on(session, caller, escort_id, EscortState.DEPARTED, departure.departed_at)
    row.departed_at, row.departure_recorded_by = departure.departed_at, caller.subject
    return await _told(session, row)


async def arrive(session: AsyncSession, caller: Caller, escort_id: UUID, arrival: Arrival) -> EscortView:
    """Record that the escort has handed the person over."""
    row = await _going_on(session, caller, escort_id, EscortState.ARRIVED, arrival.arrived_at)
    row.arrived_at, row.arrival_recorded_by = arrival.arrived_at, caller.subject
    return await _told(session, row)


async def cancel(session: AsyncSession, caller: Caller, escort_id: UUID, cancellation: Cancellation) -> EscortView:
    """Record that the escort does not take place."""
    row = await _going_on(session, caller, escort_id, EscortState.CANCELLED, clock.now())
    row.cancelled_at, row.cancelled_by, row.cancellation_reason = clock.now(), caller.subject, cancellation.reason
    return await _told(session, row)


_POINTERS = {EscortState.DEPARTED: "/departed_at", EscortState.ARRIVED: "/arrived_at", EscortState.CANCELLED: "/reason"}


async def _going_on(session: AsyncSession, caller: Caller, escort_id: UUID, to: EscortState, at: datetime) -> EscortRow:
    row = await queries.escort(session, caller, escort_id, for_change=True)
    if faults := rules.move_faults(row.course, to, at, _POINTERS[to], now=clock.now()):
        raise EscortRefused(errors=faults)
    return row


async def _told(session: AsyncSession, row: EscortRow) -> EscortView:
    await session.flush()
    moved = EscortMoved(
        crn=row.crn,
        escort_id=row.escort_id,
        contractor=row.contractor,
        state=row.course.state,
        collect_at=row.collect_at,
        detail_url=f"/v1/escorts/{row.escort_id}",
    )
    emit(session, moved, audience=row.audience)
    return queries.view(row)
