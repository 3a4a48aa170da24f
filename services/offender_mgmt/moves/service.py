"""Carrying rows from one record to another, each with its state before; and putting every one back."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Column, ColumnElement, Table, Text, cast, delete, literal, null, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.offender_mgmt.merges import Facts
from services.offender_mgmt.moves import queries, rules
from services.offender_mgmt.moves.queries import Place
from services.offender_mgmt.moves.rules import Change, Contradiction

_OUT_OF_THE_WAY = 1_000_000_000
"""Numbers are first put beyond every number in use, so that no two rows bear one while they are counted anew."""


_MAY_CHANGE = {"audience"}
"""Who may see a record changes with every movement and hand-over: it is worked out when records are parted."""


async def carry(session: AsyncSession, *, merged: str, survivor: str) -> tuple[list[Change], list[Contradiction]]:
    """Carry every row of one record to the other; answers what was changed, and which tables the two break together."""
    changes: list[Change] = []
    contradictions: list[Contradiction] = []
    for place in queries.places():
        try:
            async with session.begin_nested():
                changes += await _carry_table(session, place, merged, survivor)
        except IntegrityError as error:
            contradictions.append(Contradiction(place.name, broken(error)))
    return changes, contradictions


async def put_back(
    session: AsyncSession, changes: Sequence[Change], *, merged: str, survivor: str, taken_since: Collection[str]
) -> list[Contradiction]:
    """Put every row back as it was, and what was written since about such a row with it; answers what stands in the way.

    `taken_since` are the parts of an audience of those who took a part in the surviving record since.
    """
    obstacles = [found for change in changes if (found := await _changed_since(session, change))]
    obstacles += [found for table in rules.NUMBERED if (found := await _written_since(session, table, changes, survivor))]
    if obstacles:
        return obstacles
    await _put_out_of_the_way(session, [change for change in changes if change.table in rules.NUMBERED])
    obstacles = [found for change in reversed(changes) if (found := await _put_row_back(session, change, taken_since))]
    if not obstacles:
        await _let_follow(session, changes, merged, survivor)
    return obstacles


def broken(error: IntegrityError) -> str:
    """The name of the constraint that was broken."""
    cause = error.orig.__cause__ if error.orig is not None else None
    return str(getattr(cause, "constraint_name", None) or "constraint")


async def set_columns(session: AsyncSession, table: Table, key: Facts, values: Facts) -> None:
    """Set columns of one row to values as JSON writes them."""
    typed = {name: _typed(table.c[name], value) for name, value in values.items()}
    if typed:
        await session.execute(update(table).where(queries.is_row(table, key)).values(typed))


def _typed(column: Column[JsonValue], value: JsonValue) -> ColumnElement[Any]:
    if value is None:
        return null()
    return cast(literal(value, ARRAY(Text)) if isinstance(value, list) else literal(str(value), Text), column.type)


async def _carry_table(session: AsyncSession, place: Place, merged: str, survivor: str) -> list[Change]:
    theirs = await queries.rows_of(session, place, merged)
    if not theirs:
        return []
    mine = await queries.rows_of(session, place, survivor)
    said = [place.key_of(row) for row in rules.same_facts(place.name, mine, theirs)]
    carried = [row for row in theirs if place.key_of(row) not in said]
    changes = [Change(place.name, place.key_of(row), row, {**row, place.column.name: survivor}) for row in carried]
    if place.name in rules.NUMBERED:
        return await _number_anew(session, place, mine, changes)
    for change in changes:
        await set_columns(session, place.table, change.key, {place.column.name: survivor})
    return changes


async def _number_anew(session: AsyncSession, place: Place, mine: Sequence[Facts], carried: Sequence[Change]) -> list[Change]:
    """Carry rows that are counted for each person, and count those of both in one order."""
    numbered = rules.NUMBERED[place.name]
    after = {str(change.key): change.after for change in carried}
    ordered = rules.in_one_order(mine, [change.before or {} for change in carried], numbered)
    changes = []
    for number, row in enumerate(ordered, start=1):
        key = place.key_of(row)
        change = Change(place.name, key, row, {**after.get(str(key), row), numbered.number: number})
        if change.columns:
            changes.append(change)
    await _put_out_of_the_way(session, changes)
    for change in changes:
        values = {name: change.after[name] for name in {*change.columns, numbered.number}}
        await set_columns(session, place.table, change.key, values)
    return changes


async def _put_out_of_the_way(session: AsyncSession, changes: Sequence[Change]) -> None:
    for change in changes:
        number = rules.NUMBERED[change.table].number
        beyond = _OUT_OF_THE_WAY + int(str(change.after[number]))
        await set_columns(session, queries.table_named(change.table), change.key, {number: beyond})


async def _changed_since(session: AsyncSession, change: Change) -> Contradiction | None:
    now = await queries.row_with(session, queries.table_named(change.table), change.key)
    if now is None or any(now[name] != change.after[name] for name in change.columns if name not in _MAY_CHANGE | _made(change)):
        return Contradiction(change.table, "changed_since_the_merge")
    return None


def _made(change: Change) -> set[str]:
    """Every column of a row that the merge made: whatever it says now, it goes."""
    return set(change.after) if change.before is None else set()


async def _put_row_back(session: AsyncSession, change: Change, taken_since: Collection[str]) -> Contradiction | None:
    table = queries.table_named(change.table)
    try:
        async with session.begin_nested():
            if change.before is None:
                await session.execute(delete(table).where(queries.is_row(table, change.key)))
            else:
                now = await queries.row_with(session, table, change.key) or change.after
                await set_columns(session, table, change.key, _values_back(change, now, taken_since))
    except IntegrityError as error:
        return Contradiction(change.table, broken(error))
    return None


def _values_back(change: Change, now: Facts, taken_since: Collection[str]) -> Facts:
    values: dict[str, JsonValue] = {name: (change.before or {})[name] for name in change.columns}
    if change.table in rules.NUMBERED:
        number = rules.NUMBERED[change.table].number
        values[number] = (change.before or {})[number]
    tags = now.get("audience")
    if "audience" in values and isinstance(tags, list):
        values["audience"] = list(rules.parted_audience([str(tag) for tag in tags], change, taken_since))
    return values


async def _written_since(session: AsyncSession, table: str, changes: Sequence[Change], survivor: str) -> Contradiction | None:
    """Lines written since into a ledger that was counted anew: nobody can say by their numbers whose they are."""
    of_table = [change for change in changes if change.table == table]
    [place] = [place for place in queries.places() if place.name == table]
    number = rules.NUMBERED[table].number
    known = max((int(str(change.after[number])) for change in of_table), default=None)
    if known is None:
        return None
    newer = [row for row in await queries.rows_of(session, place, survivor) if int(str(row[number])) > known]
    return Contradiction(table, "written_since_the_merge") if newer else None


async def _let_follow(session: AsyncSession, changes: Iterable[Change], merged: str, survivor: str) -> None:
    """What was written since the merge about a row that went back goes with it: the requirement with its order, and so on."""
    gone = {(name, str(value)) for change in changes if "crn" in change.columns for name, value in change.key.items()}
    grown = True
    while grown:
        grown = False
        for place in queries.places():
            for row in await queries.rows_of(session, place, survivor):
                if gone.isdisjoint(place.named_in(row)):
                    continue
                await set_columns(session, place.table, place.key_of(row), {place.column.name: merged})
                gone |= {(name, str(value)) for name, value in place.key_of(row).items()}
                grown = True
