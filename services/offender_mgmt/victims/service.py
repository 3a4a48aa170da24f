"""Acts of the victim liaison officer. Nothing of them is published: no event names or counts a victim."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.victim_views import VictimView
from noms.contracts.offender_mgmt.victims import ContactHeld, NewRepresentation, NewVictim, WishesTold
from noms.contracts.problems import FieldError
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.victims import queries, rules
from services.offender_mgmt.victims.refusals import ContactNotWished, SchemeDoesNotApply, VictimRecordRefused
from services.offender_mgmt.victims.tables import VictimContactRow, VictimRepresentationRow, VictimRow, VictimWishRow


async def enter_victim(session: AsyncSession, caller: Caller, crn: str, new: NewVictim) -> VictimView:
    """Enter somebody to be contacted: because a sentence brings the scheme in, or for the reason given."""
    person = await persons.person(session, caller, crn, for_change=True)
    found = await queries.scheme(session, person.crn)
    if not found and new.discretionary_reason is None:
        raise SchemeDoesNotApply
    row = VictimRow(victim_id=uuid4(), crn=person.crn, recorded_at=clock.now(), recorded_by=caller.subject, **new.model_dump())
    session.add(row)
    await session.flush()
    return await queries.victim_view(session, row, found)


async def record_contact(session: AsyncSession, caller: Caller, victim_id: UUID, held: ContactHeld) -> VictimView:
    """Record that the liaison officer has been in touch; an offer stops the clock of forty working days."""
    row = await queries.victim(session, caller, victim_id)
    found = await queries.scheme(session, row.crn)
    since = found[0].sentenced_on if found else held.held_on
    _refuse_if(list(rules.day_faults("/held_on", held.held_on, since=since, as_at=clock.today())))
    kept = {"victim_id": victim_id, "crn": row.crn, "recorded_at": clock.now(), "recorded_by": caller.subject}
    session.add(VictimContactRow(contact_id=uuid4(), **kept, **held.model_dump()))
    return await _view(session, row)


async def record_wishes(session: AsyncSession, caller: Caller, victim_id: UUID, told: WishesTold) -> VictimView:
    """Record what they wish from now on; what they wished before is kept."""
    row = await queries.victim(session, caller, victim_id)
    before = await queries.wishes(session, row)
    since = before.told_on if before else told.told_on
    _refuse_if(list(rules.day_faults("/told_on", told.told_on, since=since, as_at=clock.today())))
    kept = {"victim_id": victim_id, "crn": row.crn, "recorded_at": clock.now(), "recorded_by": caller.subject}
    session.add(VictimWishRow(wish_id=uuid4(), **kept, **told.model_dump()))
    return await _view(session, row)


async def record_representation(session: AsyncSession, caller: Caller, victim_id: UUID, told: NewRepresentation) -> VictimView:
    """Record what they ask for about the licence, if they wished to be heard; the conditions go to the case, unnamed."""
    row = await queries.victim(session, caller, victim_id)
    wished = await queries.wishes(session, row)
    if wished is None or not (wished.opts_in and wished.to_make_representations):
        raise ContactNotWished
    names = [one.name for one in await queries.victims_of(session, row.crn)]
    days = rules.day_faults("/made_on", told.made_on, since=wished.told_on, as_at=clock.today())
    _refuse_if([*days, *rules.wording_faults(told, names)])
    kept = {"victim_id": victim_id, "crn": row.crn, "recorded_at": clock.now(), "recorded_by": caller.subject}
    session.add(VictimRepresentationRow(representation_id=uuid4(), **kept, **told.model_dump()))
    return await _view(session, row)


def _refuse_if(faults: list[FieldError]) -> None:
    if faults:
        raise VictimRecordRefused(errors=faults)


async def _view(session: AsyncSession, row: VictimRow) -> VictimView:
    await session.flush()
    return await queries.victim_view(session, row, await queries.scheme(session, row.crn))
