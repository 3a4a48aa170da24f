"""Recording public protection: each record takes the place of the one before, which is kept."""

from collections.abc import Callable
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Refusal
from noms.chassis.requests.headers import meant_for
from noms.contracts.offender_mgmt.public_protection import PublicProtectionRecord, PublicProtectionRecorded
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.public_protection import queries, rules
from services.offender_mgmt.public_protection.tables import PublicProtectionRow


class RecordContradictsItself(Refusal):
    """Parts of the record cannot be true together: see `errors` for each."""

    code = "record_contradicts_itself"
    title = "Parts of the public protection record cannot be true together: see errors."


async def record_public_protection(
    session: AsyncSession, caller: Caller, crn: str, record: PublicProtectionRecord, *, expected: int
) -> PublicProtectionRow:
    """Record what stands from now on, if the caller has seen what stood until now."""
    person = await persons.person(session, caller, crn, for_change=True)
    before = await queries.record_in_force(session, person.crn)
    version = before.version if before else 0
    meant_for(expected, version)
    return await _stand_from_now(session, caller, person, record, version + 1)


async def follow_registrations(
    session: AsyncSession, caller: Caller, person: Person, said: Callable[[PublicProtectionRecord], PublicProtectionRecord]
) -> None:
    """Let the record say what the person's registrations say: what changes in it stands as its next version."""
    before = await queries.record_in_force(session, person.crn)
    stood = _record_of(before)
    stands = said(stood)
    if stands != stood:
        await _stand_from_now(session, caller, person, stands, before.version + 1 if before else 1)


def _record_of(row: PublicProtectionRow | None) -> PublicProtectionRecord:
    if row is None:
        return PublicProtectionRecord()
    graded = row.mappa_category is not None and row.mappa_level is not None
    return PublicProtectionRecord.model_validate(
        {
            "mappa": {"category": row.mappa_category, "level": row.mappa_level} if graded else None,
            "rosh": row.rosh,
            "registers": row.registers,
            "notes": row.notes,
            "next_review_on": row.next_review_on,
        }
    )


async def _stand_from_now(
    session: AsyncSession, caller: Caller, person: Person, record: PublicProtectionRecord, version: int
) -> PublicProtectionRow:
    faults = rules.record_faults(record)
    if faults:
        raise RecordContradictsItself(errors=faults)
    row = _next_version(caller, person.crn, record, version)
    session.add(row)
    recorded = PublicProtectionRecorded(
        crn=person.crn,
        record_id=row.record_id,
        record_version=row.version,
        detail_url=f"/v1/persons/{person.crn}/public-protection",
    )
    emit(session, recorded, audience=person.audience)
    await session.flush()
    return row


def _next_version(caller: Caller, crn: str, record: PublicProtectionRecord, version: int) -> PublicProtectionRow:
    return PublicProtectionRow(
        record_id=uuid4(),
        crn=crn,
        version=version,
        mappa_category=record.mappa and record.mappa.category,
        mappa_level=record.mappa and record.mappa.level,
        rosh=[rating.model_dump(mode="json") for rating in record.rosh],
        rosh_overall=rules.overall_level(rating.level for rating in record.rosh),
        registers=list(record.registers),
        notes=record.notes,
        next_review_on=record.next_review_on,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
    )
