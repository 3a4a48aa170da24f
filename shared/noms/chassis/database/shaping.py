"""JSON that PostgreSQL shapes: the columns of a statement named by the fields of the contract, so that the shape cannot drift."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, bindparam, cast, func, literal_column
from sqlalchemy.dialects.postgresql import ARRAY, JSON, TEXT, aggregate_order_by

REACH = bindparam("reach", type_=ARRAY(TEXT))
"""The caller's reach, as every one-statement read receives it."""


def word(text: str) -> ColumnElement[str]:
    """A constant text inside a statement, such as the name of a field: written out, never a parameter."""
    return literal_column("'" + text.replace("'", "''") + "'", TEXT)


def reachable(audience: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Only rows within the caller's reach: `where(reachable(PersonRow.audience))`."""
    return audience.op("&&", is_comparison=True, return_type=None)(REACH)


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
