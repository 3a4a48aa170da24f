"""Open court reports in one statement that PostgreSQL shapes, fifty at a time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BOOLEAN, bindparam, case, cast, func, literal_column, or_, select, tuple_
from sqlalchemy.dialects.postgresql import DATE, INTEGER, TEXT, UUID, aggregate_order_by
from sqlalchemy.sql.expression import ColumnElement, FromClause, Select, SQLColumnExpression

from noms.chassis.database.engine import Database
from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_of, lines_of, word
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.court_report_views import OpenReport, OpenReportList
from services.offender_mgmt.court_reports.rules import OPEN
from services.offender_mgmt.court_reports.tables import CourtReportRow
from services.offender_mgmt.persons.queries import REACHED
from services.offender_mgmt.persons.tables import PersonRow

LIST = "court-reports"
PAGE = 50
BEFORE_THE_FIRST = ("0001-01-01", "00000000-0000-0000-0000-000000000000")

_AT_MOST = literal_column(str(PAGE), INTEGER)
_ONE_MORE = literal_column(str(PAGE + 1), INTEGER)
_PLACE = (CourtReportRow.due_on, CourtReportRow.report_id)
_OVERDUE = CourtReportRow.due_on < bindparam("as_at", type_=DATE)


def _open(asked: FromClause) -> FromClause:
    """The open reports after the cursor, all of them or those that are overdue: one more than a page."""
    after = tuple_(bindparam("after_day", type_=DATE), cast(bindparam("after_report", type_=TEXT), UUID))
    wanted = (
        asked.c.subject == word(LIST),
        CourtReportRow.state.in_([word(state) for state in sorted(OPEN)]),
        or_(~bindparam("only_overdue", type_=BOOLEAN), _OVERDUE),
        or_(PersonRow.died_on.is_(None), PersonRow.died_on > bindparam("as_at", type_=DATE)),
        tuple_(*_PLACE) > after,
        REACHED,
    )
    columns = {name: getattr(CourtReportRow, name) for name in OpenReport.model_fields if name != "overdue"}
    line = func.row_number().over(order_by=_PLACE).label("line")
    labelled: list[ColumnElement[Any]] = [column.label(name) for name, column in columns.items()]
    joined = select(*labelled, _OVERDUE.label("overdue"), line).select_from(CourtReportRow)
    rows = joined.join(PersonRow, PersonRow.crn == CourtReportRow.crn).where(*wanted).order_by(*_PLACE).limit(_ONE_MORE)
    return rows.correlate(asked).lateral("open_reports")


def _page(asked: FromClause) -> Select[Any]:
    """Two lines of text: the place of the last report where another page follows, else null; and the page."""
    listed = _open(asked)
    item = json_of(OpenReport, **{name: listed.c[name] for name in OpenReport.model_fields})
    lines = func.json_agg(aggregate_order_by(item, listed.c.line)).filter(listed.c.line <= _AT_MOST)
    body = json_of(OpenReportList, data=func.coalesce(lines, literal_column("'[]'::json")))
    last = (func.max(cast(listed.c[name], TEXT)).filter(listed.c.line == _AT_MOST) for name in ("due_on", "report_id"))
    place = case((func.count() > _AT_MOST, cast(func.json_build_array(*last), TEXT)), else_=word("null"))
    return select(place + literal_column("E'\\n'", TEXT) + cast(body, TEXT)).select_from(listed)


def _lines(text: SQLColumnExpression[str]) -> ColumnElement[Any]:
    return lines_of(func.substr(text, func.strpos(text, literal_column("E'\\n'", TEXT)) + 1))


OPEN_REPORTS = HotRead("list_open_court_reports", _page, people=_lines)


@dataclass(frozen=True)
class ReportPage:
    """A page of open reports as JSON, and the place of its last where another page follows."""

    body: str
    last: Sequence[str] | None


async def open_after(database: Database, caller: Caller, place: Sequence[str], *, as_at: date, only_overdue: bool) -> ReportPage:
    """The open reports of people within reach that come after a place in the queue."""
    day, report = place
    told = {"after_day": date.fromisoformat(day), "after_report": report, "as_at": as_at, "only_overdue": only_overdue}
    text = await OPEN_REPORTS.fetch(database, caller, LIST, **told) or "null\n"
    last, _, body = text.partition("\n")
    return ReportPage(body, json.loads(last))
