"""Looking for people: what was typed is put into the form in which it is stored, and everybody shown is audited."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid
from noms.chassis.requests.paging import NumberedPage
from noms.contracts.identifiers import IdentifierKind, check_identifier
from noms.contracts.offender_mgmt.person_search import IdentifierSought, PersonSearch, PersonsFound
from noms.contracts.problems import FieldError
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.rules import name_key
from services.offender_mgmt.searches import queries

_OWN = {IdentifierKind.CRN, IdentifierKind.PREVIOUS_CRN}
"""Numbers that this service gave: a record merged away is found by the one it had."""


async def find_people(
    session: AsyncSession, caller: Caller, search: PersonSearch, *, page: NumberedPage, asked_at: datetime
) -> PersonsFound:
    """The people within reach who fit, by their number in any way of writing it, by name, date of birth, area and prison."""
    number, crn = _canonical(search.identifier, asked_at) if search.identifier else None, None
    if number is not None and number[0] in _OWN:
        kind, value = number
        survivor = await persons.survivor_of(session, caller, value)
        if survivor is not None or kind == IdentifierKind.CRN:
            number, crn = None, survivor or value
    sought = queries.Sought(
        number=number,
        crn=crn,
        surname_key=name_key(search.surname) if search.surname else None,
        forename_key=name_key(search.forename) if search.forename else None,
        date_of_birth=search.date_of_birth,
        tags=_tags(search),
        alike=search.names == "alike",
    )
    found = await queries.people_sought(session, caller, sought, page)
    concerning(session, *(person.crn for person in found.data))
    return found


def _canonical(sought: IdentifierSought, asked_at: datetime) -> tuple[str, str]:
    check = check_identifier(sought.kind, sought.value, as_at=london_day(asked_at))
    if check.reason is not None:
        raise Invalid(errors=[FieldError(pointer="/identifier/value", code=check.reason, message=check.reason.sentence)])
    return sought.kind, str(check.canonical)


def _tags(search: PersonSearch) -> list[str]:
    """The parts of an audience that say whose case it is, and where the person is."""
    tags = [f"organisation:{search.provider}"] if search.provider else []
    return [*tags, f"establishment:{search.establishment_code}"] if search.establishment_code else tags
