"""Hot reads: one statement that sets the caller's reach, shapes the answer as JSON and audits what it showed.

The statement is built with SQLAlchemy Core once, at import, and sent as it is to the driver: one round trip, one implicit
transaction. The order inside it is not left to the planner: the answer is a subquery that needs a value of the row which
sets the reach, so row security always sees the reach of this caller.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import asyncpg
from sqlalchemy import FromClause, Select, SQLColumnExpression, bindparam, cast, func, insert, select, true
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.sql.compiler import SQLCompiler

from noms.chassis import tracing
from noms.chassis.audit.record import DONE, settle
from noms.chassis.database.engine import Database
from noms.chassis.database.rows import AuditRow
from noms.chassis.database.shaping import word
from noms.chassis.identity.caller import Caller

Json = SQLColumnExpression[Any]
_DIALECT = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves them untyped
_LOST = (
    asyncpg.InterfaceError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError, asyncpg.AdminShutdownError,
    ConnectionError,
)  # fmt: skip


def _text(name: str) -> Any:
    return bindparam(name, type_=TEXT)


class HotRead:
    """A read that answers with JSON text, or with nothing when there is no such record within reach.

    `people` makes of a list's text the JSON array of its lines; then each line's `crn` gets an audit row of its own.

    `shape` receives the row that holds `subject` (the record asked for, or the name of the list) and returns a statement
    of one JSON column that is correlated to it: `select(json_of(…)).where(PersonRow.crn == asked.c.subject, reachable(…))`.
    """

    def __init__(
        self, action: str, shape: Callable[[FromClause], Select[Any]], *, people: Callable[[Json], Json] | None = None
    ) -> None:
        self.statement = _statement(action, shape, people)

    @cached_property
    def _compiled(self) -> SQLCompiler:
        """Compiled once, at the first use: the shape was judged at import, and a start need not wait for the text."""
        compiled = self.statement.compile(dialect=_DIALECT)
        assert isinstance(compiled, SQLCompiler)
        return compiled

    @cached_property
    def sql(self) -> str:
        """The text that is sent to PostgreSQL."""
        return str(self._compiled)

    @cached_property
    def _constants(self) -> Mapping[str, Any]:
        return dict(self._compiled.params)

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return tuple(self._compiled.positiontup or ())

    def arguments(self, caller: Caller, subject: str, parameters: Mapping[str, Any]) -> list[Any]:
        """The values of the statement, in the order of its placeholders."""
        given = {
            "subject": subject, "reach": list(caller.reach), "reach_text": ",".join(caller.reach), "who": caller.subject,
            "client": caller.client, "organisation": caller.organisation, "on_behalf_of": caller.on_behalf_of,
            "trace_id": tracing.trace_id(), **parameters,
        }  # fmt: skip
        return [given[name] if name in given else self._constants[name] for name in self._order]

    async def fetch(self, database: Database, caller: Caller, subject: str, **parameters: Any) -> str | None:
        """The JSON of the answer; None when nothing is within reach. A lost connection is tried once more."""
        arguments = self.arguments(caller, subject, parameters)
        pool = await database.reads()
        try:
            shown = await _fetch(pool, database.patience_seconds, self.sql, arguments)
        except _LOST:
            shown = await _fetch(pool, database.patience_seconds, self.sql, arguments)
        if shown is not None:
            settle()
        return shown


async def _fetch(pool: asyncpg.Pool, patience_seconds: float, sql: str, arguments: list[Any]) -> str | None:
    try:
        async with pool.acquire(timeout=patience_seconds) as connection:
            answer: str | None = await connection.fetchval(sql, *arguments)
            return answer
    except asyncpg.InternalClientError as error:  # the pool stumbles over a connection that died while it was lent
        raise ConnectionError("the connection was lost") from error


def _statement(action: str, shape: Callable[[FromClause], Select[Any]], people: Callable[[Json], Json] | None) -> Select[Any]:
    reach_set = func.set_config(word("noms.reach"), _text("reach_text"), True)
    asked = select(_text("subject").label("subject"), reach_set.label("reach")).cte("asked").prefix_with("MATERIALIZED")
    body = cast(shape(asked).correlate(asked).scalar_subquery(), TEXT)
    answer = select(body.label("body"), asked.c.subject).select_from(asked).cte("answer").prefix_with("MATERIALIZED")
    seen = func.json_array_elements(people(answer.c.body)).table_valued("line").render_derived(name="seen") if people else None
    columns = {
        "action": word(action), "outcome": word(DONE),
        "subject": answer.c.subject if seen is None else seen.c.line.op("->>")(word("crn")),
        "who": _text("who"), "client": _text("client"), "organisation": _text("organisation"),
        "on_behalf_of": _text("on_behalf_of"), "trace_id": _text("trace_id"),
    }  # fmt: skip
    shown = select(*(value.label(name) for name, value in columns.items())).where(answer.c.body.is_not(None))
    if seen is not None:
        shown = shown.select_from(answer.join(seen, true()))
    audited = insert(AuditRow).from_select(list(columns), shown)
    return select(answer.c.body).add_cte(audited.returning(AuditRow.audit_entry_id).cte("audited"))
