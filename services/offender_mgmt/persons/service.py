"""Acts on people: register one, add a number, and open a record to those who have to do with it."""

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller, audience
from noms.contracts.identifiers import IdentifierCheck, IdentifierKind, check_identifier
from noms.contracts.offender_mgmt.persons import IdentifierHeld, IdentifierToRecord, PersonToRegister, PersonView
from noms.contracts.problems import FieldError
from noms.reference.probation_areas import probation_areas_with_code
from services.offender_mgmt.persons import queries, rules
from services.offender_mgmt.persons.refusals import AlreadyKnown, FactsNotSufficient, NumberRefused
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonRow


async def register_person(session: AsyncSession, caller: Caller, facts: PersonToRegister, *, recorded_at: datetime) -> PersonView:
    """Open a case for a person: check the facts, give a CRN, and let the home area see the record."""
    as_at = london_day(recorded_at)
    if faults := rules.faults_of_person(facts, as_at=as_at):
        raise FactsNotSufficient(errors=faults)
    checks = [check_identifier(number.kind, number.value, as_at=as_at) for number in facts.identifiers]
    numbers = [_number(held, check, caller, recorded_at) for held, check in zip(facts.identifiers, checks, strict=True)]
    await _refuse_if_known(session, caller, numbers)
    row = _row(facts, rules.crn_of(await queries.next_person_number(session)), caller, recorded_at)
    session.add(row)
    await session.flush()
    for number in numbers:
        number.crn = row.crn
    session.add_all(numbers)
    await session.flush()
    concerning(session, row.crn)
    return await queries.person_view(session, caller, row.crn)


async def record_number(
    session: AsyncSession, caller: Caller, crn: str, number: IdentifierToRecord, *, recorded_at: datetime
) -> PersonIdentifierRow:
    """Add a number to those that a person is known by. A feed's number that is nobody's is kept as offered, with the reason."""
    as_at = london_day(recorded_at)
    person = await queries.person(session, caller, crn, for_change=True)
    if faults := rules.faults_of_number(number, born_on=person.date_of_birth, as_at=as_at):
        raise NumberRefused(errors=faults)
    check = check_identifier(number.kind, number.value, as_at=as_at)
    row = _number(number, check, caller, recorded_at)
    row.crn = person.crn
    if check.valid and not number.from_feed:
        await _refuse_if_anothers(session, caller, row)
    session.add(row)
    await session.flush()
    concerning(session, person.crn)
    return row


async def remember_crn(
    session: AsyncSession, person: PersonRow, previous_crn: str, *, by: str, at: datetime
) -> PersonIdentifierRow | None:
    """Keep the CRN of a record that is merged into the person's among their numbers, unless it stands there."""
    known = {(number.kind, number.value) for number in (await queries.numbers(session, person.crn))}
    if (IdentifierKind.PREVIOUS_CRN, previous_crn) in known:
        return None
    row = PersonIdentifierRow(
        person_identifier_id=uuid4(),
        crn=person.crn,
        kind=IdentifierKind.PREVIOUS_CRN,
        value=previous_crn,
        held_from=london_day(at),
        from_feed=False,
        recorded_at=at,
        recorded_by=by,
    )
    session.add(row)
    await session.flush()
    return row


def share_with(person: PersonRow, *, provider: str) -> None:
    """Let a trust or board, and its region, see the person's record until a hand-over finds that their part has ended."""
    person.audience = sorted({*person.audience, *home_audience(provider)})


async def open_record_to_trusts(session: AsyncSession, crn: str, providers: Collection[str]) -> None:
    """Open the record to these trusts and boards and close it to all others; last, for the caller may lose sight of it here."""
    await session.flush()
    await session.execute(func.open_record_to_trusts(crn, home_audience(*providers)))


def home_audience(*providers: str) -> list[str]:
    """Who sees a record of these trusts or boards: they, and their regions."""
    return audience(organisations=providers, regions={probation_areas_with_code(code)[-1].region_code for code in providers})


async def _refuse_if_known(session: AsyncSession, caller: Caller, numbers: list[PersonIdentifierRow]) -> None:
    in_one_order = sorted(enumerate(numbers), key=lambda place: (place[1].kind, place[1].value))  # two requests never cross locks
    for index, number in in_one_order:
        crn = await queries.holder_of(session, caller, number.kind, number.value)
        if crn is not None:
            error = FieldError(
                pointer=f"/identifiers/{index}/value", code="already_known", message=f"{crn} is known by this number."
            )
            raise AlreadyKnown(errors=[error])


async def _refuse_if_anothers(session: AsyncSession, caller: Caller, number: PersonIdentifierRow) -> None:
    holder = await queries.holder_of(session, caller, number.kind, number.value)
    if number.kind in rules.ONE_PERSONS and holder not in (None, number.crn):
        error = FieldError(pointer="/value", code="already_known", message=f"{holder} is known by this number.")
        raise AlreadyKnown(errors=[error])


def _number(
    identifier: IdentifierHeld | IdentifierToRecord, check: IdentifierCheck, caller: Caller, recorded_at: datetime
) -> PersonIdentifierRow:
    return PersonIdentifierRow(
        person_identifier_id=uuid4(),
        kind=identifier.kind,
        value=check.canonical or identifier.value,
        held_from=identifier.held_from,
        held_until=identifier.held_until,
        reason=check.reason,
        from_feed=isinstance(identifier, IdentifierToRecord) and identifier.from_feed,
        recorded_at=recorded_at,
        recorded_by=caller.subject,
    )


def _row(facts: PersonToRegister, crn: str, caller: Caller, recorded_at: datetime) -> PersonRow:
    return PersonRow(
        crn=crn,
        forename=facts.forename,
        middle_names=facts.middle_names,
        surname=facts.surname,
        forename_key=rules.name_key(facts.forename),
        surname_key=rules.name_key(facts.surname),
        date_of_birth=facts.date_of_birth,
        sex=facts.sex,
        provider=facts.provider,
        recorded_at=recorded_at,
        recorded_by=caller.subject,
        audience=home_audience(facts.provider),
    )
