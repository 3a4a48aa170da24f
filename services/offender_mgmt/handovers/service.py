"""Recording what decides a handover beside the dates of the sentence."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.handover_circumstances import CircumstanceToRecord
from services.offender_mgmt.handovers import rules
from services.offender_mgmt.handovers.refusals import CircumstanceRefused
from services.offender_mgmt.handovers.tables import HandoverCircumstanceRow
from services.offender_mgmt.persons import queries as persons


async def record_circumstance(
    session: AsyncSession, caller: Caller, crn: str, new: CircumstanceToRecord
) -> HandoverCircumstanceRow:
    """Record that a circumstance holds, or no longer holds, from a day on."""
    person = await persons.living_person(session, caller, crn)
    if faults := rules.circumstance_faults(new, born_on=person.date_of_birth, as_at=clock.today()):
        raise CircumstanceRefused(errors=faults)
    row = HandoverCircumstanceRow(
        handover_circumstance_id=uuid4(),
        crn=person.crn,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
        **new.model_dump(),
    )
    session.add(row)
    return row
