"""Whom the lines name within the caller's reach, and what they would change."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import Subquery

from noms.chassis.identity.caller import Caller
from services.offender_mgmt.custody.tables import StayRow
from services.offender_mgmt.location_effects.rules import Change
from services.offender_mgmt.location_effects.tables import CHANGE, LINE, SAID
from services.offender_mgmt.persons.queries import reached_by, within
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonMergeRow, PersonRow


def _named(caller: Caller) -> Subquery:
    """For each line the person within reach whom it names, also by a CRN that was merged away; and how many it names."""
    numbers = and_(
        PersonIdentifierRow.kind == "noms_number",
        PersonIdentifierRow.value == SAID.c.noms_number,
        PersonIdentifierRow.reason.is_(None),
    )
    offered = union(
        select(SAID.c.line, SAID.c.crn).where(SAID.c.crn.is_not(None)),
        select(SAID.c.line, PersonIdentifierRow.crn).join(PersonIdentifierRow, numbers),
    ).subquery()
    merged = and_(PersonMergeRow.merged_crn == offered.c.crn, PersonMergeRow.parted_at.is_(None))
    standing = func.coalesce(PersonMergeRow.crn, offered.c.crn)
    people = select(offered.c.line, PersonRow.crn).select_from(offered).outerjoin(PersonMergeRow, merged)
    reached = people.join(PersonRow, PersonRow.crn == standing).where(reached_by(caller)).subquery()
    of_line = select(reached.c.line, func.min(reached.c.crn).label("crn"), func.count(reached.c.crn.distinct()).label("people"))
    return of_line.group_by(reached.c.line).subquery("named")


def judged_lines(caller: Caller) -> Select[*tuple[Any, ...]]:
    """Every line with the person whom it names, and why it does not count if it names nobody, two people or somebody twice.

    Lines with a number below nought could not be taken: they say only that their person is there.
    """
    named = _named(caller)
    counted = func.count().filter(SAID.c.line > 0).over(partition_by=named.c.crn)
    fault = case(
        (named.c.people > 1, "names_two_people"),
        (and_(named.c.crn.is_not(None), counted > 1), "named_twice"),
        (and_(named.c.crn.is_(None), SAID.c.line > 0), "not_found"),
    )
    said = (SAID.c.line, SAID.c.establishment_code, SAID.c.received_on, SAID.c.reason_code)
    return select(*said, named.c.crn, fault).select_from(SAID).outerjoin(named, named.c.line == SAID.c.line)


def arrivals(caller: Caller) -> Select[*tuple[Any, ...]]:
    """A change for each line whose person is not held where it says."""
    held = and_(StayRow.crn == PersonRow.crn, StayRow.left_on.is_(None))
    elsewhere = StayRow.establishment_code.is_distinct_from(LINE.c.establishment_code)
    change = (PersonRow.crn, LINE.c.line, StayRow.establishment_code, LINE.c.establishment_code, LINE.c.received_on)
    rows = select(*change, LINE.c.reason_code, StayRow.placed_by).select_from(LINE).join(PersonRow, PersonRow.crn == LINE.c.found)
    return rows.outerjoin(StayRow, held).where(LINE.c.line > 0, LINE.c.fault.is_(None), elsewhere, reached_by(caller))


def departures(caller: Caller, covered: Sequence[str], on: date) -> Select[*tuple[Any, ...]]:
    """Everybody within reach who is held in one of these prisons since before the day, and whom no line names."""
    held = and_(StayRow.crn == PersonRow.crn, StayRow.left_on.is_(None))
    named = select(LINE.c.found).where(LINE.c.found == StayRow.crn).exists()
    there = (StayRow.establishment_code.in_(covered), StayRow.received_on <= on, ~named)
    rows = select(PersonRow.crn, StayRow.establishment_code, literal(on), StayRow.placed_by).join(StayRow, held)
    return rows.where(*there, reached_by(caller))


async def rolls(session: AsyncSession, caller: Caller, covered: Sequence[str], on: date) -> dict[str, int]:
    """How many within reach each of these prisons holds since before the day."""
    held = and_(StayRow.crn == PersonRow.crn, StayRow.left_on.is_(None))
    rows = select(StayRow.establishment_code, func.count()).join(PersonRow, held)
    there = (StayRow.establishment_code.in_(covered), StayRow.received_on <= on)
    counted = await session.execute(rows.where(*there, reached_by(caller)).group_by(StayRow.establishment_code))
    return dict(counted.all())


async def missing(session: AsyncSession) -> dict[str, int]:
    """How many would be taken off the roll of each prison."""
    rows = select(CHANGE.c.out_of, func.count()).where(CHANGE.c.moved_into.is_(None), CHANGE.c.fault.is_(None))
    counted = await session.execute(rows.group_by(CHANGE.c.out_of))
    return dict(counted.all())


async def lock_changed(session: AsyncSession, caller: Caller) -> None:
    """Lock everybody whom the file would move, in one order, until it is done."""
    moved = select(CHANGE.c.crn).where(CHANGE.c.fault.is_(None))
    people = within(caller).with_only_columns(PersonRow.crn).where(PersonRow.crn.in_(moved))
    await session.execute(people.order_by(PersonRow.crn).with_for_update())


async def changes(session: AsyncSession, caller: Caller) -> list[Change]:
    """Every change that stands, with who sees the record of the person before it."""
    told = (CHANGE.c.crn, CHANGE.c.movement_id, CHANGE.c.out_of, CHANGE.c.moved_into, CHANGE.c.moved_on, CHANGE.c.reason_code)
    rows = select(*told, PersonRow.audience).join(PersonRow, PersonRow.crn == CHANGE.c.crn)
    found = await session.execute(rows.where(CHANGE.c.fault.is_(None), reached_by(caller)).order_by(CHANGE.c.line, CHANGE.c.crn))
    return [Change(*row) for row in found]


async def faults(session: AsyncSession) -> list[tuple[int, str]]:
    """The lines that could be read and not be taken in, and why."""
    of_line = select(LINE.c.line, LINE.c.fault).where(LINE.c.fault.is_not(None), LINE.c.line > 0)
    of_change = select(CHANGE.c.line, CHANGE.c.fault).where(CHANGE.c.fault.is_not(None), CHANGE.c.line.is_not(None))
    both = union(of_line, of_change).subquery()
    return [(line, fault) for line, fault in await session.execute(select(both).order_by(both.c.line))]
