"""Receiving people into prison and letting them go: the ledger, the stays, and who may see the record from then on."""

from itertools import takewhile
from uuid import UUID, uuid4

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.custody import Reception, Release, ReleaseReason
from noms.contracts.offender_mgmt.custody_events import PersonReceived, PersonReleased, PersonTransferredOut
from noms.reference.establishments import establishment
from services.offender_mgmt.custody import queries, rules
from services.offender_mgmt.custody.refusals import MovementRefused
from services.offender_mgmt.custody.tables import MovementRow, StayRow
from services.offender_mgmt.movements.rules import Movement, Stay, stays, whereabouts
from services.offender_mgmt.persons import queries as persons


async def receive(session: AsyncSession, caller: Caller, crn: str, reception: Reception) -> MovementRow:
    """Record that a person was received into an establishment, from outside or out of another one."""
    person = await persons.person(session, caller, crn, for_change=True)
    ledger = queries.said_by(await queries.ledger(session, person.crn))
    faults = rules.reception_faults(reception, ledger, born_on=person.date_of_birth, as_at=clock.today())
    if faults:
        raise MovementRefused(errors=faults)
    movement = await add_line(session, caller, person.crn, rules.received(reception))
    movement.transfer_reason_code = reception.transfer_reason_code
    await keep_stays(session, person.crn)
    _tell_of_arrival(session, person, movement.movement_id, reception)
    await open_record(session, person.crn)
    return movement


async def release(session: AsyncSession, caller: Caller, crn: str, leaving: Release) -> MovementRow:
    """Record that a person has left the establishment where they were held, and is not in another."""
    person = await persons.person(session, caller, crn, for_change=True)
    ledger = queries.said_by(await queries.ledger(session, person.crn))
    faults = rules.release_faults(leaving, ledger, as_at=clock.today())
    if faults:
        raise MovementRefused(errors=faults)
    movement = await add_line(session, caller, person.crn, rules.released(leaving))
    if leaving.reason_code is ReleaseReason.DEATH:
        person.died_on = leaving.released_on
    await keep_stays(session, person.crn)
    released = PersonReleased(
        crn=person.crn,
        movement_id=movement.movement_id,
        establishment_code=leaving.establishment_code,
        released_on=leaving.released_on,
        reason_code=leaving.reason_code,
        detail_url=f"/v1/persons/{person.crn}/custody",
    )
    emit(session, released, audience=person.audience)
    await open_record(session, person.crn)
    return movement


def _tell_of_arrival(session: AsyncSession, person: persons.Person, movement_id: UUID, reception: Reception) -> None:
    """Tell whoever may see the record from now on where the person is, and the establishment left only that they went."""
    link = f"/v1/persons/{person.crn}/custody"
    trusts = [tag for tag in person.audience if not tag.startswith("establishment:")]
    if reception.from_establishment_code is not None:
        left = PersonTransferredOut(
            crn=person.crn,
            movement_id=movement_id,
            establishment_code=reception.from_establishment_code,
            transferred_on=reception.received_on,
            detail_url=link,
        )
        emit(session, left, audience=[*trusts, f"establishment:{reception.from_establishment_code}"])
    received = PersonReceived(
        crn=person.crn,
        movement_id=movement_id,
        establishment_code=reception.establishment_code,
        received_on=reception.received_on,
        reason_code=reception.reason_code,
        detail_url=link,
    )
    emit(session, received, audience=[*trusts, f"establishment:{reception.establishment_code}"])


async def add_line(session: AsyncSession, caller: Caller, crn: str, line: Movement) -> MovementRow:
    """Put one more line into the ledger of a person who was found and locked. What it may say was judged before."""
    lines = await queries.every_line(session, crn)
    movement = MovementRow(
        movement_id=uuid4(),
        crn=crn,
        place=max((row.place for row in lines), default=0) + 1,
        kind=line.kind,
        reason_code=line.reason,
        moved_on=line.on,
        out_of=line.out_of,
        moved_into=line.into,
        placed_by=line.placed_by,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
    )
    session.add(movement)
    return movement


async def keep_stays(session: AsyncSession, crn: str) -> None:
    """Let the stays be what the ledger adds up to: those that it says otherwise go, and those that it says come."""
    await session.flush()
    wanted = stays(queries.said_by(await queries.ledger(session, crn)))
    rows = await queries.stays(session, crn)
    same = takewhile(lambda pair: _begins_as(*pair), zip(rows, wanted, strict=False))
    kept = sum(1 for _ in same)
    for row in rows[kept:]:
        await session.delete(row)
    await session.flush()
    for row, stay in zip(rows[:kept], wanted, strict=False):
        row.left_on = stay.left_on
    await session.flush()
    session.add_all(_row(crn, stay) for stay in wanted[kept:])


def _begins_as(row: StayRow, stay: Stay) -> bool:
    return (row.establishment_code, row.received_on, row.placed_by) == (stay.establishment_code, stay.received_on, stay.placed_by)


def _row(crn: str, stay: Stay) -> StayRow:
    return StayRow(
        stay_id=uuid4(),
        crn=crn,
        establishment_code=stay.establishment_code,
        establishment_name=establishment(stay.establishment_code).name,
        received_on=stay.received_on,
        left_on=stay.left_on,
        placed_by=stay.placed_by,
    )


async def open_record(session: AsyncSession, crn: str) -> None:
    """Open the record to the prison where the person is now; last, for whoever let them go may lose sight of it here."""
    await session.flush()
    held_in = whereabouts(queries.said_by(await queries.ledger(session, crn)))
    await session.execute(func.open_record_to_establishment(crn, held_in))
