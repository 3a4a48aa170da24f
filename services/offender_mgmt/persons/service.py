"""Acts on people: register one, find them by number or name, and open a record to those who have to do with it."""

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller, audience
from noms.chassis.refusals import Invalid, Refusal
from noms.chassis.requests.paging import NumberedPage
from noms.contracts.identifiers import check_identifier
from noms.contracts.offender_mgmt.persons import IdentifierHeld, PersonSearch, PersonsFound, PersonToRegister, PersonView
from noms.contracts.problems import FieldError
from noms.reference.probation_areas import probation_areas_with_code
from services.offender_mgmt.persons import queries, rules
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonRow


class FactsNotSufficient(Refusal):
    """The facts given do not open a case: errors says which, and why."""

    code = "facts_not_sufficient"
    title = "These facts do not open a case: see errors."


class AlreadyKnown(Refusal):
    """Somebody within the caller's reach is known by this number already."""

    code = "already_known"
    title = "A person known by one of these numbers has a case already."


async def register_person(session: AsyncSession, caller: Caller, facts: PersonToRegister, *, recorded_at: datetime) -> PersonView:
    """Open a case for a person: check the facts, give a CRN, and let the home area see the record."""
    as_at = london_day(recorded_at)
    if faults := rules.faults_of_person(facts, as_at=as_at):
        raise FactsNotSufficient(errors=faults)
    numbers = [_number(identifier, rules.canonical(identifier, as_at=as_at)) for identifier in facts.identifiers]
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


async def find_people(
    session: AsyncSession, caller: Caller, search: PersonSearch, *, page: NumberedPage, asked_at: datetime
) -> PersonsFound:
    """The people within reach who fit, by their number in any way of writing it, or by name and date of birth."""
    number = None
    if sought := search.identifier:
        check = check_identifier(sought.kind, sought.value, as_at=london_day(asked_at))
        if check.reason is not None:
            raise Invalid(errors=[FieldError(pointer="/identifier/value", code=check.reason, message=check.reason.sentence)])
        number = (sought.kind, str(check.canonical))
    found = await queries.people_like(
        session,
        caller,
        surname_key=rules.name_key(search.surname) if search.surname else None,
        forename_key=rules.name_key(search.forename) if search.forename else None,
        date_of_birth=search.date_of_birth,
        number=number,
        page=page,
    )
    concerning(session, *(person.crn for person in found.data))
    return found


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


def _number(identifier: IdentifierHeld, canonical: str) -> PersonIdentifierRow:
    return PersonIdentifierRow(
        person_identifier_id=uuid4(),
        kind=identifier.kind,
        value=canonical,
        held_from=identifier.held_from,
        held_until=identifier.held_until,
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
