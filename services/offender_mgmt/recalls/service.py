"""Recalling somebody, and recording the return to custody and the release that ends the recall."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.recalls import (
    PersonRecalled,
    RecallEnded,
    RecallToRecord,
    RecallType,
    ReleaseAgain,
    ReturnToCustody,
)
from services.offender_mgmt.licences.queries import active_licence
from services.offender_mgmt.licences.service import recall_licence
from services.offender_mgmt.persons.queries import living_person
from services.offender_mgmt.recalls import queries, rules
from services.offender_mgmt.recalls.refusals import RecalledAlready, RecallRefused, RecallStepNotPossible
from services.offender_mgmt.recalls.tables import RecallRow


async def recall_person(
    session: AsyncSession, caller: Caller, crn: str, told: RecallToRecord, *, recorded_at: datetime
) -> RecallRow:
    """Record that a licence was revoked. The licence on record ends with it; the key dates are to be calculated again."""
    person = await living_person(session, caller, crn)
    if await queries.recall_in_force(session, person.crn) is not None:
        raise RecalledAlready
    licence = await active_licence(session, person.crn)
    standing = await queries.standing(session, person.crn, licence, told.recalled_on)
    if faults := rules.recall_faults(told, standing, as_at=london_day(recorded_at)):
        raise RecallRefused(errors=faults)
    row = RecallRow(
        recall_id=uuid4(),
        crn=person.crn,
        licence_id=licence.licence_id if licence else None,
        recorded_at=recorded_at,
        recorded_by=caller.subject,
        **told.model_dump(),
    )
    session.add(row)
    await session.flush()
    if licence is not None:
        await recall_licence(session, caller, licence, person, recorded_at=recorded_at)
    emit(session, _told(row), audience=person.audience)
    return row


def _told(row: RecallRow) -> PersonRecalled:
    return PersonRecalled(
        crn=row.crn,
        recall_id=row.recall_id,
        kind=RecallType(row.kind),
        recalled_on=row.recalled_on,
        detail_url=f"/v1/persons/{row.crn}/recalls",
    )


async def return_to_custody(
    session: AsyncSession, caller: Caller, recall_id: UUID, told: ReturnToCustody, *, recorded_at: datetime
) -> RecallRow:
    """Record the day on which a recalled person was back in custody: a fixed term runs from it."""
    row, _person = await queries.recall(session, caller, recall_id)
    day = told.returned_to_custody_on
    if row.returned_to_custody_on or not rules.may_follow(day, [row.recalled_on], as_at=london_day(recorded_at)):
        raise RecallStepNotPossible
    row.returned_to_custody_on, row.return_recorded_at, row.return_recorded_by = day, recorded_at, caller.subject
    await session.flush()
    return row


async def release_again(
    session: AsyncSession, caller: Caller, recall_id: UUID, told: ReleaseAgain, *, recorded_at: datetime
) -> RecallRow:
    """Record the release of a recalled person: the recall is not in force any more."""
    row, person = await queries.recall(session, caller, recall_id)
    day, returned = told.released_again_on, row.returned_to_custody_on
    if row.released_again_on or not returned or not rules.may_follow(day, [returned], as_at=london_day(recorded_at)):
        raise RecallStepNotPossible
    row.released_again_on, row.release_recorded_at, row.release_recorded_by = day, recorded_at, caller.subject
    await session.flush()
    url = f"/v1/persons/{row.crn}/recalls"
    emit(
        session,
        RecallEnded(crn=row.crn, recall_id=row.recall_id, released_again_on=day, detail_url=url),
        audience=person.audience,
    )
    return row
