"""JSON that PostgreSQL shapes: the columns of a statement named by the fields of the contract, so that the shape cannot drift."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Select,
    SQLColumnExpression,
    bindparam,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
)
from sqlalchemy.dialects.postgresql import ARRAY, BOOLEAN, JSON, TEXT, aggregate_order_by

from noms.chassis.database.rows import ClosureRow
from noms.chassis.identity.caller import EVERYTHING, Caller

REACH = bindparam("reach", type_=ARRAY(TEXT))
"""The caller's reach, as every one-statement read receives it."""


def word(text: str) -> ColumnElement[str]:
    """A constant text inside a statement, such as the name of a field: written out, never a parameter."""
    return literal_column("'" + text.replace("'", "''") + "'", TEXT)


def reachable(audience: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Only rows within the caller's reach: `where(reachable(PersonRow.audience))`."""
    return audience.op("&&", is_comparison=True, return_type=None)(REACH)


def reach_of(caller: Caller) -> ColumnElement[Any]:
    """The caller's reach as a value of a statement that is sent once."""
    return literal(list(caller.reach), ARRAY(TEXT))


def closed(subject: SQLColumnExpression[Any], reach: ColumnElement[Any] = REACH) -> ColumnElement[bool]:
    """Whether the subject is closed to this reach now: one of its users is barred, or others alone are let in.

    To the service itself, which reaches everything as nobody, nothing is closed.
    """
    others_alone = ~_overlaps(ClosureRow.only_to, reach)
    return exists().where(*_in_force(subject, reach), or_(_overlaps(ClosureRow.barred, reach), others_alone))


def barred(subject: SQLColumnExpression[Any], reach: ColumnElement[Any] = REACH) -> ColumnElement[bool]:
    """Whether a user of this reach is among those to whom the subject is closed now, whoever else is let in."""
    return exists().where(*_in_force(subject, reach), _overlaps(ClosureRow.barred, reach))


def _in_force(subject: SQLColumnExpression[Any], reach: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    return (
        ClosureRow.subject == subject,
        ClosureRow.closed_from <= func.now(),
        or_(ClosureRow.closed_until.is_(None), ClosureRow.closed_until > func.now()),
        reach != literal_column(f"'{{{EVERYTHING}}}'", ARRAY(TEXT)),
    )


def _overlaps(tags: SQLColumnExpression[Any], reach: ColumnElement[Any]) -> ColumnElement[bool]:
    return tags.op("&&", is_comparison=True, return_type=BOOLEAN())(reach)


def json_of(contract: type[BaseModel], **values: Any) -> ColumnElement[Any]:
    """A JSON object with exactly the fields of the contract, in its order.

    Raises:
        TypeError: at import, when a field is missing or unknown; so a contract cannot change without its statement.

    """
    wanted = set(contract.model_fields)
    if wanted != set(values):
        raise TypeError(f"{contract.__name__}: {sorted(wanted ^ set(values))} is missing or unknown in its statement")
    pairs = [part for name in contract.model_fields for part in (word(name), values[name])]
    return func.json_build_object(*pairs, type_=JSON)


def json_row(contract: type[BaseModel], row: Any, **others: Any) -> ColumnElement[Any]:
    """A JSON object of the contract from the columns of the same name, instants as the wire writes them; the rest as given.

    Raises:
        AttributeError: at import, when the row has no such column and nothing was given.

    """
    return json_of(contract, **{name: others[name] if name in others else _told(row, name) for name in contract.model_fields})


def _told(row: Any, name: str) -> SQLColumnExpression[Any]:
    column: ColumnElement[Any] = getattr(row, name)
    return json_instant(column) if isinstance(column.type, DateTime) else column


def json_first(item: Any, rows: Select[Any], *order_by: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    """What the first of the rows gives, such as one JSON object; null where there is none."""
    return rows.with_only_columns(item).order_by(*order_by).limit(literal_column("1")).scalar_subquery()


def json_list(item: SQLColumnExpression[Any], rows: Select[Any], *order_by: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    """A JSON array of one object per row, sorted; the empty array when there is none.

    `rows` is a statement over the tables that `item` names: its FROM and WHERE are kept, its columns replaced.
    """
    ordered = aggregate_order_by(item, *order_by) if order_by else item
    listed = rows.with_only_columns(func.json_agg(ordered, type_=JSON)).scalar_subquery()
    return func.coalesce(listed, cast(word("[]"), JSON), type_=JSON)


def lines_of(text: SQLColumnExpression[str]) -> ColumnElement[Any]:
    """The lines of a list's `{"data": [...]}` as a JSON array, for the audit of everybody on it."""
    return cast(text, JSON).op("->", return_type=JSON())(word("data"))


def json_instant(column: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    """An instant as the wire writes it: UTC, microseconds, Z."""
    return func.to_char(
        func.timezone(word("UTC"), column),
        word('YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    )
