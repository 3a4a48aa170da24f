"""The tables that hang on a person, as the tables themselves say, and their rows as JSON.

Both people were found within the caller's reach and locked before anything here is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, Text, and_, cast, func, literal, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.offender_mgmt.merges import Facts
from services.offender_mgmt.moves.rules import STAYS
from services.offender_mgmt.rows import Row


@dataclass(frozen=True, slots=True)
class Place:
    """A column by which the rows of a table hang on a person."""

    table: Table
    column: Column[str]

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.table.name)

    def key_of(self, row: Facts) -> Facts:
        """What identifies a row of the table."""
        return {column.name: row[column.name] for column in self.table.primary_key.columns}

    def named_in(self, row: Facts) -> set[tuple[str, str]]:
        """The keys that a row of the table names: those it refers to, and of a correction the row that it corrects."""
        named = ((_referred_to(column), row[column.name]) for column in self.table.columns if column.name.endswith("_id"))
        [key] = [column.name for column in self.table.primary_key.columns][:1]
        corrected = (row[name] for name in row if name.startswith("supersedes"))
        return {(name, str(value)) for name, value in (*named, *((key, value) for value in corrected)) if value is not None}


def _referred_to(column: Column[str]) -> str:
    return next((str(reference.column.name) for reference in column.foreign_keys), column.name)


def places() -> list[Place]:
    """Every column that names a person and is carried along, of every table of every room."""
    person = Row.metadata.tables["person"]
    return [
        Place(table, column)
        for table in Row.metadata.sorted_tables
        for column in table.columns
        if any(reference.column.table is person for reference in column.foreign_keys) and (table.name, column.name) not in STAYS
    ]


def table_named(name: str) -> Table:
    """The table of this name."""
    return Row.metadata.tables[name]


def is_row(table: Table, key: Facts) -> ColumnElement[bool]:
    """The condition that a row is the one with this key."""
    return and_(*(table.c[name] == cast(literal(str(value), Text), table.c[name].type) for name, value in key.items()))


async def locked_people(session: AsyncSession, crns: Sequence[str]) -> None:
    """Let nobody else change these people until the act is done; the lower CRN first."""
    person = Row.metadata.tables["person"]
    await session.execute(select(person.c.crn).where(person.c.crn.in_(crns)).order_by(person.c.crn).with_for_update())


async def rows_of(session: AsyncSession, place: Place, crn: str) -> Sequence[Facts]:
    """The rows of a table that hang on a person by this column, in the order of their keys."""
    as_json = func.to_jsonb(literal_column(f'"{place.name}".*'), type_=JSONB)
    rows = select(as_json).select_from(place.table).where(place.column == crn)
    return (await session.scalars(rows.order_by(*place.table.primary_key.columns))).all()


async def providers_since(session: AsyncSession, crn: str, instant: datetime) -> set[str]:
    """The trusts and boards named in what was recorded for a person after an instant: officers, orders and sentences."""
    found: set[str] = set()
    for place in places():
        columns = place.table.c
        if "provider" in columns and "recorded_at" in columns:
            named = select(columns.provider).where(place.column == crn, columns.recorded_at > instant)
            found |= set(filter(None, await session.scalars(named.distinct())))
    return found


async def row_with(session: AsyncSession, table: Table, key: Facts) -> Facts | None:
    """The row with this key as it stands; None when there is none."""
    as_json = func.to_jsonb(literal_column(f'"{table.name}".*'), type_=JSONB)
    found: Facts | None = await session.scalar(select(as_json).select_from(table).where(is_row(table, key)))
    return found
