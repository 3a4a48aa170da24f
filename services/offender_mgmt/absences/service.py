"""Recording that a person went out of a prison for a while, and that they came back."""

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.absences import Absence, Return
from noms.contracts.offender_mgmt.custody import MovementView
from noms.contracts.offender_mgmt.movement_events import PersonReturned, PersonWentOut
from services.offender_mgmt.absences import rules
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.custody.refusals import MovementRefused
from services.offender_mgmt.custody.service import add_line
from services.offender_mgmt.persons import queries as persons


async def go_out(session: AsyncSession, caller: Caller, crn: str, absence: Absence) -> MovementView:
    """Record that a person went out of the prison that goes on holding them."""
    person = await persons.person(session, caller, crn, for_change=True)
    ledger = custody.said_by(await custody.ledger(session, person.crn))
    if faults := rules.absence_faults(absence, ledger, as_at=clock.today()):
        raise MovementRefused(errors=faults)
    movement = await add_line(session, caller, person.crn, rules.gone_out(absence))
    went = PersonWentOut(
        crn=person.crn,
        movement_id=movement.movement_id,
        establishment_code=absence.establishment_code,
        left_on=absence.left_on,
        reason_code=absence.reason_code,
        detail_url=f"/v1/persons/{person.crn}/custody",
    )
    emit(session, went, audience=person.audience)
    return MovementView.model_validate(movement)


async def come_back(session: AsyncSession, caller: Caller, crn: str, back: Return) -> MovementView:
    """Record that a person came back to the prison that they had gone out of."""
    person = await persons.person(session, caller, crn, for_change=True)
    ledger = custody.said_by(await custody.ledger(session, person.crn))
    if faults := rules.return_faults(back, ledger, as_at=clock.today()):
        raise MovementRefused(errors=faults)
    movement = await add_line(session, caller, person.crn, rules.come_back(back, ledger))
    returned = PersonReturned(
        crn=person.crn,
        movement_id=movement.movement_id,
        establishment_code=back.establishment_code,
        returned_on=back.returned_on,
        detail_url=f"/v1/persons/{person.crn}/custody",
    )
    emit(session, returned, audience=person.audience)
    return MovementView.model_validate(movement)
