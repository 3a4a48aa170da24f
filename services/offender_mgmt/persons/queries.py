"""Finding people within the caller's reach."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.database.shaping import REACH, closed, reachable
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.persons import IdentifiersHeld, IdentifierView, PersonView
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonMergeRow, PersonRow

Person = PersonRow
"""A person as the rooms above read them. Only this room writes one."""

_NEXT_NUMBER = text("SELECT nextval('person_number_seq')")
_HOLD_NUMBER = text("SELECT pg_advisory_xact_lock(hashtextextended(:number, 2))")


REACHED = and_(reachable(PersonRow.audience), ~closed(PersonRow.crn, REACH))
"""The people whom the caller of a one-statement read reaches: within their reach, and no record that is closed to them."""


def reached_by(caller: Caller) -> ColumnElement[bool]:
    """The condition of every other statement: the person is within the caller's reach, and the record not closed to them."""
    return within_reach(caller.reach)


def within_reach(reach: Iterable[str]) -> ColumnElement[bool]:
    """The same for a reach by itself, such as that of a user for whom a system asks."""
    tags = literal(list(reach), ARRAY(TEXT))
    return and_(PersonRow.audience.overlap(tags), ~closed(PersonRow.crn, tags))


def within(caller: Caller) -> Select[PersonRow]:
    """The people whom the caller reaches: every read of people starts here."""
    return select(PersonRow).where(reached_by(caller))


async def person(session: AsyncSession, caller: Caller, crn: str, *, for_change: bool = False) -> PersonRow:
    """The person with this CRN, or whose record it was merged into; locked until the act is done, where one is to follow.

    What is recorded or read next goes by the `crn` of the row, which is not the one asked for where that was merged away.

    Raises:
        NotFound: there is none, or none within reach.

    """
    wanted = within(caller).where(PersonRow.crn == crn)
    row = await session.scalar(wanted.with_for_update() if for_change else wanted)
    if row is None and (survivor := await survivor_of(session, caller, crn)):
        return await person(session, caller, survivor, for_change=for_change)
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
    (view,) = await views(session, [await person(session, caller, crn)])
    return view


async def survivor_of(session: AsyncSession, caller: Caller, crn: str) -> str | None:
    """The CRN of the record within reach that this one was merged into; None when it stands for itself."""
    standing = select(PersonMergeRow.crn).where(PersonMergeRow.merged_crn == crn, PersonMergeRow.parted_at.is_(None))
    return await session.scalar(within(caller).with_only_columns(PersonRow.crn).where(PersonRow.crn.in_(standing)))


async def crn_now(session: AsyncSession, caller: Caller, crn: str) -> str:
    """The CRN under which what is told of this one is recorded now: the survivor's, where it was merged away."""
    return await survivor_of(session, caller, crn) or crn


async def holder_of(session: AsyncSession, caller: Caller, kind: str, value: str) -> str | None:
    """The CRN of whoever within reach is known by this number, which can be somebody's.

    The number is held until the act is done, so that two people cannot be registered with it at the same instant.
    """
    await session.execute(_HOLD_NUMBER, {"number": f"{kind}:{value}"})
    wanted = within(caller).where(PersonRow.crn.in_(_holders(kind, value)))
    return await session.scalar(wanted.with_only_columns(func.min(PersonRow.crn)))


async def next_person_number(session: AsyncSession) -> int:
    """The next number in the order of registration."""
    return int((await session.execute(_NEXT_NUMBER)).scalar_one())


def _holders(kind: str, value: str) -> Select[str]:
    held = (PersonIdentifierRow.kind == kind, PersonIdentifierRow.value == value, PersonIdentifierRow.reason.is_(None))
    return select(PersonIdentifierRow.crn).where(*held)


async def numbers_of(session: AsyncSession, caller: Caller, crn: str) -> IdentifiersHeld:
    """Every number that the person is or was known by."""
    (view,) = await views(session, [await person(session, caller, crn)])
    return IdentifiersHeld(crn=view.crn, data=view.identifiers)


async def numbers(session: AsyncSession, crn: str) -> Sequence[PersonIdentifierRow]:
    """The numbers of a person who was found within reach."""
    return (await session.scalars(select(PersonIdentifierRow).where(PersonIdentifierRow.crn == crn))).all()


async def views(session: AsyncSession, people: Sequence[PersonRow]) -> list[PersonView]:
    """These people, found within reach, with their numbers."""
    numbers: dict[str, list[IdentifierView]] = {row.crn: [] for row in people}
    held = select(PersonIdentifierRow).where(PersonIdentifierRow.crn.in_(numbers))
    for number in await session.scalars(held.order_by(PersonIdentifierRow.kind, PersonIdentifierRow.held_from)):
        numbers[number.crn].append(IdentifierView.model_validate(number))
    return [_view(row, numbers[row.crn]) for row in people]


def _view(row: PersonRow, numbers: list[IdentifierView]) -> PersonView:
    return PersonView.model_validate(
        {name: getattr(row, name) for name in PersonView.model_fields if name != "identifiers"} | {"identifiers": numbers}
    )
