"""Finding people within the caller's reach."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.chassis.requests.paging import NumberedPage
from noms.contracts.offender_mgmt.persons import IdentifierView, PersonsFound, PersonView
from noms.contracts.paging import Pagination
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonRow

Person = PersonRow
"""A person as the rooms above read them. Only this room writes one."""

_NEXT_NUMBER = text("SELECT nextval('person_number_seq')")
_HOLD_NUMBER = text("SELECT pg_advisory_xact_lock(hashtextextended(:number, 2))")


def within(caller: Caller) -> Select[PersonRow]:
    """The people whom the caller reaches: every read of people starts here."""
    return select(PersonRow).where(PersonRow.audience.overlap(list(caller.reach)))


async def person(session: AsyncSession, caller: Caller, crn: str, *, for_change: bool = False) -> PersonRow:
    """The person with this CRN; locked until the act is done, where one is to follow.

    Raises:
        NotFound: there is none, or none within reach.

    """
    wanted = within(caller).where(PersonRow.crn == crn)
    row = await session.scalar(wanted.with_for_update() if for_change else wanted)
    if row is None:
        raise NotFound
    return row


async def living_person(session: AsyncSession, caller: Caller, crn: str) -> PersonRow:
    """The person for whom something new is to be recorded, locked until that is done.

    Raises:
        NotFound: there is none, or none within reach.
        PersonHasDied: their death is on record.

    """
    row = await person(session, caller, crn, for_change=True)
    if row.died_on is not None:
        raise PersonHasDied
    return row


async def person_view(session: AsyncSession, caller: Caller, crn: str) -> PersonView:
    """The person with this CRN and the numbers they are known by."""
    (view,) = await _views(session, [await person(session, caller, crn)])
    return view


async def people_like(
    session: AsyncSession,
    caller: Caller,
    *,
    surname_key: str | None,
    forename_key: str | None,
    date_of_birth: date | None,
    number: tuple[str, str] | None,
    page: NumberedPage,
) -> PersonsFound:
    """A page of the people who fit everything that was given, in a clerk's order."""
    wanted = within(caller)
    if surname_key is not None:
        wanted = wanted.where(PersonRow.surname_key == surname_key)
    if forename_key is not None:
        wanted = wanted.where(PersonRow.forename_key.startswith(forename_key, autoescape=True))
    if date_of_birth is not None:
        wanted = wanted.where(PersonRow.date_of_birth == date_of_birth)
    if number is not None:
        wanted = wanted.where(PersonRow.crn.in_(_holders(*number)))
    total = await session.scalar(select(func.count()).select_from(wanted.subquery()))
    in_order = wanted.order_by(PersonRow.surname_key, PersonRow.forename_key, PersonRow.crn)
    found = (await session.scalars(in_order.offset(page.offset).limit(page.per_page))).all()
    place = Pagination.of(page=page.page, per_page=page.per_page, count=len(found), total_count=total or 0)
    return PersonsFound(data=await _views(session, found), pagination=place)


async def holder_of(session: AsyncSession, caller: Caller, kind: str, value: str) -> str | None:
    """The CRN of whoever within reach is known by this number.

    The number is held until the act is done, so that two people cannot be registered with it at the same instant.
    """
    await session.execute(_HOLD_NUMBER, {"number": f"{kind}:{value}"})
    wanted = within(caller).where(PersonRow.crn.in_(_holders(kind, value)))
    return await session.scalar(wanted.with_only_columns(func.min(PersonRow.crn)))


async def next_person_number(session: AsyncSession) -> int:
    """The next number in the order of registration."""
    return int((await session.execute(_NEXT_NUMBER)).scalar_one())


def _holders(kind: str, value: str) -> Select[str]:
    return select(PersonIdentifierRow.crn).where(PersonIdentifierRow.kind == kind, PersonIdentifierRow.value == value)


async def _views(session: AsyncSession, people: Sequence[PersonRow]) -> list[PersonView]:
    numbers: dict[str, list[IdentifierView]] = {row.crn: [] for row in people}
    held = select(PersonIdentifierRow).where(PersonIdentifierRow.crn.in_(numbers))
    for number in await session.scalars(held.order_by(PersonIdentifierRow.kind, PersonIdentifierRow.held_from)):
        numbers[number.crn].append(IdentifierView.model_validate(number))
    return [_view(row, numbers[row.crn]) for row in people]


def _view(row: PersonRow, numbers: list[IdentifierView]) -> PersonView:
    return PersonView.model_validate(
        {name: getattr(row, name) for name in PersonView.model_fields if name != "identifiers"} | {"identifiers": numbers}
    )
