"""Putting a particular on the person's record, in the place of an earlier one where that was wrong or has ended."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.particulars import Address, AddressStatus, Alias, Particular, PersonalContact
from services.offender_mgmt.particulars import queries, rules
from services.offender_mgmt.particulars.refusals import ParticularRefused
from services.offender_mgmt.particulars.tables import AliasRow, ParticularRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.persons.rules import name_key

_OF_NAME = ("forename", "middle_names", "surname", "forename_key", "surname_key", "date_of_birth", "sex")

Fact = TypeVar("Fact", bound=ParticularRow)


async def record(session: AsyncSession, caller: Caller, crn: str, particular: Particular, kept_as: type[Fact]) -> Fact:
    """Put a dated fact on the person's record; the one that it supersedes stays there, and no longer stands."""
    person = await persons.person(session, caller, crn, for_change=True)
    standing = [_standing(row) for row in await queries.standing(session, kept_as, person.crn)]
    life = rules.Life(person.date_of_birth, clock.today())
    if faults := rules.faults_of(particular, standing, life):
        raise ParticularRefused(errors=faults)
    row = kept_as(
        **{kept_as.key(): uuid4()},
        **_columns(particular),
        crn=person.crn,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
    )
    session.add(row)
    await session.flush()
    return row


async def remember_name(session: AsyncSession, person: Person, merged: Person, *, by: str, at: datetime) -> AliasRow | None:
    """Keep the name and birthday of a record that is merged into the person's as one they went by, unless it is their own."""
    if all(getattr(person, name) == getattr(merged, name) for name in ("surname_key", "forename_key", "date_of_birth")):
        return None
    row = AliasRow(
        alias_id=uuid4(),
        crn=person.crn,
        **{name: getattr(merged, name) for name in _OF_NAME},
        starts_on=london_day(merged.recorded_at),
        recorded_at=at,
        recorded_by=by,
    )
    session.add(row)
    await session.flush()
    return row


def _standing(row: ParticularRow) -> rules.Standing:
    is_main = getattr(row, "status", None) == AddressStatus.MAIN
    return rules.Standing(getattr(row, row.key()), row.starts_on, row.ends_on, is_main)


def _columns(particular: Particular) -> dict[str, Any]:
    """The fact as it is stored: a postcode in its one form, an alias with the form in which it is searched."""
    columns: dict[str, Any] = {name: getattr(particular, name) for name in type(particular).model_fields}
    if isinstance(particular, Address | PersonalContact) and particular.postcode is not None:
        columns["postcode"] = rules.postcode(particular.postcode)
    if isinstance(particular, Alias):
        columns |= {"forename_key": name_key(particular.forename), "surname_key": name_key(particular.surname)}
    return columns
