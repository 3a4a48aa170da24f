"""Recording a day before a court."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.appearances import AppearanceToRecord, AppearanceView, OffenceBeforeCourt
from noms.reference.offence_codes import offence_code
from services.offender_mgmt.appearances import queries, rules
from services.offender_mgmt.appearances.refusals import AppearanceRefused
from services.offender_mgmt.appearances.tables import AppearanceRow, OffenceRow
from services.offender_mgmt.persons.queries import living_person


async def record_appearance(
    session: AsyncSession, caller: Caller, crn: str, told: AppearanceToRecord, *, recorded_at: datetime
) -> AppearanceView:
    """Record an appearance with the offences that were before the court, each in its group."""
    person = await living_person(session, caller, crn)
    if faults := rules.appearance_faults(told, born_on=person.date_of_birth, as_at=london_day(recorded_at)):
        raise AppearanceRefused(errors=faults)
    row = AppearanceRow(
        appearance_id=uuid4(),
        crn=person.crn,
        recorded_at=recorded_at,
        recorded_by=caller.subject,
        **told.model_dump(exclude={"offences"}),
    )
    session.add(row)
    await session.flush()
    session.add_all(_offence(row, place, offence) for place, offence in enumerate(told.offences))
    await session.flush()
    (view,) = await queries.views(session, [row])
    return view


def _offence(row: AppearanceRow, place: int, offence: OffenceBeforeCourt) -> OffenceRow:
    listed = offence_code(offence.offence_code)
    return OffenceRow(
        offence_id=uuid4(),
        appearance_id=row.appearance_id,
        crn=row.crn,
        place=place,
        main=offence.main,
        offence_code=offence.offence_code,
        group_code=listed.group_code,
        group_name=listed.group and listed.group.name,
        group_state=listed.state,
        committed_from=offence.committed_from,
        committed_until=offence.committed_until or offence.committed_from,
        plea=offence.plea,
        finding=offence.finding,
    )
