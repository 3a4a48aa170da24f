"""Deciding who is responsible where the rules of handover are not followed."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.handover_circumstances import DecisionToTake, ResponsibilityDecided
from noms.contracts.offender_mgmt.handovers import Responsibility
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.responsibility import queries, rules
from services.offender_mgmt.responsibility.refusals import DecisionRefused
from services.offender_mgmt.responsibility.tables import DecisionRow


async def decide_responsibility(session: AsyncSession, caller: Caller, crn: str, new: DecisionToTake) -> DecisionRow:
    """Decide which side of the gate is responsible for some days, and tell everybody who may see the record.

    A decision without an end lasts until the next one begins: otherwise it could neither be ended nor put right.
    """
    person = await persons.living_person(session, caller, crn)
    if faults := rules.decision_faults(new, await queries.record(session, person)):
        raise DecisionRefused(errors=faults)
    if standing := await queries.decision_without_end(session, person.crn, before=new.starts_on):
        standing.ends_on = new.starts_on
        await session.flush()
        emit(session, _told(standing), audience=person.audience)
    row = DecisionRow(
        decision_id=uuid4(), crn=person.crn, recorded_at=clock.now(), recorded_by=caller.subject, **new.model_dump()
    )
    session.add(row)
    emit(session, _told(row), audience=person.audience)
    return row


def _told(row: DecisionRow) -> ResponsibilityDecided:
    return ResponsibilityDecided(
        crn=row.crn,
        decision_id=row.decision_id,
        responsible=Responsibility(row.responsible),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        detail_url=f"/v1/persons/{row.crn}/responsibility",
    )
