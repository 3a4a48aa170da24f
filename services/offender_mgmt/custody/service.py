"""Receiving people into prison and letting them go: the ledger, the stays, and who may see the record from then on."""

from uuid import UUID, uuid4

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.custody import Reception, ReceptionReason, Release, ReleaseReason
from noms.contracts.offender_mgmt.custody_events import PersonReceived, PersonReleased, PersonTransferredOut
from noms.reference.establishments import establishment
from services.offender_mgmt.custody import queries, rules
from services.offender_mgmt.custody.refusals import MovementRefused
from services.offender_mgmt.custody.tables import MovementRow, StayRow
from services.offender_mgmt.persons import queries as persons


async def receive(session: AsyncSession, caller: Caller, crn: str, reception: Reception) -> MovementRow:
    """Record that a person was received into an establishment, from outside or out of another one."""
    person = await persons.person(session, caller, crn, for_change=True)
    rows = await queries.ledger(session, crn)
    faults = rules.reception_faults(reception, _ledger(rows), born_on=person.date_of_birth, as_at=clock.today())
    if faults:
        raise MovementRefused(errors=faults)
    movement = _next_line(
        rows,
        caller,
        crn,
        rules.Movement(
            reception.received_on,
            reception.reason_code,
            reception.from_establishment_code,
            reception.establishment_code,
        ),
    )
    await _keep_stays(session, movement)
    _tell_of_arrival(session, person, movement.movement_id, reception)
    await _open_record(session, movement)
    return movement


async def release(session: AsyncSession, caller: Caller, crn: str, leaving: Release) -> MovementRow:
    """Record that a person has left the establishment where they were held, and is not in another."""
    person = await persons.person(session, caller, crn, for_change=True)
    rows = await queries.ledger(session, crn)
    faults = rules.release_faults(leaving, _ledger(rows), as_at=clock.today())
    if faults:
        raise MovementRefused(errors=faults)
    line = rules.Movement(leaving.released_on, leaving.reason_code, leaving.establishment_code, None)
    movement = _next_line(rows, caller, crn, line)
    if leaving.reason_code is ReleaseReason.DEATH:
        person.died_on = leaving.released_on
    await _keep_stays(session, movement)
    released = PersonReleased(
        crn=crn,
        movement_id=movement.movement_id,
        establishment_code=leaving.establishment_code,
        released_on=leaving.released_on,
        reason_code=leaving.reason_code,
        detail_url=f"/v1/persons/{crn}/custody",
    )
    emit(session, released, audience=person.audience)
    await _open_record(session, movement)
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


def _ledger(rows: list[MovementRow]) -> list[rules.Movement]:
    return [
        rules.Movement(
            row.moved_on,
            ReleaseReason(row.reason_code) if row.moved_into is None else ReceptionReason(row.reason_code),
            row.out_of,
            row.moved_into,
        )
        for row in rows
    ]


def _next_line(rows: list[MovementRow], caller: Caller, crn: str, movement: rules.Movement) -> MovementRow:
    return MovementRow(
        movement_id=uuid4(),
        crn=crn,
        place=len(rows) + 1,
        kind=rules.kind_of(movement.reason),
        reason_code=movement.reason,
        moved_on=movement.on,
        out_of=movement.out_of,
        moved_into=movement.into,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
    )


async def _keep_stays(session: AsyncSession, movement: MovementRow) -> None:
    """End the stay that the movement ends and begin the one that it begins, in the ledger's own transaction."""
    ending = await queries.stay_now(session, movement.crn)
    if ending is not None:
        ending.left_on = movement.moved_on
    session.add(movement)
    await session.flush()
    if movement.moved_into is not None:
        session.add(
            StayRow(
                stay_id=uuid4(),
                crn=movement.crn,
                establishment_code=movement.moved_into,
                establishment_name=establishment(movement.moved_into).name,
                received_on=movement.moved_on,
                left_on=None,
            )
        )


async def _open_record(session: AsyncSession, movement: MovementRow) -> None:
    """Open the record to the prison where the person is now; last, for whoever let them go may lose sight of it here."""
    await session.flush()
    await session.execute(func.open_record_to_establishment(movement.crn, movement.moved_into))
