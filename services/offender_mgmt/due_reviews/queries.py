"""Overdue reviews in one statement that PostgreSQL shapes, fifty at a time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, case, cast, func, literal_column, or_, select, tuple_
from sqlalchemy.dialects.postgresql import DATE, INTEGER, TEXT, UUID, aggregate_order_by
from sqlalchemy.sql.expression import ColumnElement, FromClause, Select, SQLColumnExpression

from noms.chassis.database.engine import Database
from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_of, lines_of, word
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.register_views import DueReview, DueReviewList
from services.offender_mgmt.persons.queries import REACHED
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.registers.queries import level_now
from services.offender_mgmt.registers.tables import RegistrationReviewRow, RegistrationRow

LIST = "registration-reviews"
PAGE = 50
BEFORE_THE_FIRST = ("0001-01-01", "00000000-0000-0000-0000-000000000000")

_AT_MOST = literal_column(str(PAGE), INTEGER)
_ONE_MORE = literal_column(str(PAGE + 1), INTEGER)
_PLACE = (RegistrationReviewRow.due_on, RegistrationReviewRow.review_id)


def _overdue(asked: FromClause, *, manages_risk: bool) -> FromClause:
    """The reviews after the cursor that are overdue on the day: one more than a page."""
    after = tuple_(bindparam("after_day", type_=DATE), cast(bindparam("after_review", type_=TEXT), UUID))
    due = (
        asked.c.subject == word(LIST),
        RegistrationReviewRow.done_on.is_(None),
        RegistrationReviewRow.overtaken_on.is_(None),
        RegistrationReviewRow.due_on < bindparam("as_at", type_=DATE),
        or_(PersonRow.died_on.is_(None), PersonRow.died_on > bindparam("as_at", type_=DATE)),
        tuple_(*_PLACE) > after,
        REACHED,
    )
    shown = due if manages_risk else (*due, RegistrationRow.restricted.is_(False))
    columns = {
        "review_id": RegistrationReviewRow.review_id, "registration_id": RegistrationRow.registration_id,
        "crn": RegistrationRow.crn, "type_code": RegistrationRow.type_code, "name": RegistrationRow.name,
        "level": level_now(), "due_on": RegistrationReviewRow.due_on,
    }  # fmt: skip
    of_registration = RegistrationRow.registration_id == RegistrationReviewRow.registration_id
    line = func.row_number().over(order_by=_PLACE).label("line")
    labelled: list[ColumnElement[Any]] = [*(column.label(name) for name, column in columns.items()), line]
    joined = select(*labelled).select_from(RegistrationReviewRow).join(RegistrationRow, of_registration)
    rows = joined.join(PersonRow, PersonRow.crn == RegistrationRow.crn).where(*shown).order_by(*_PLACE).limit(_ONE_MORE)
    return rows.correlate(asked).lateral("overdue")


def _page(asked: FromClause, *, manages_risk: bool) -> Select[Any]:
    """Two lines of text: the place of the last review where another page follows, else null; and the page."""
    overdue = _overdue(asked, manages_risk=manages_risk)
    item = json_of(DueReview, **{name: overdue.c[name] for name in DueReview.model_fields})
    listed = func.json_agg(aggregate_order_by(item, overdue.c.line)).filter(overdue.c.line <= _AT_MOST)
    body = json_of(DueReviewList, data=func.coalesce(listed, literal_column("'[]'::json")))
    last = (func.max(cast(overdue.c[name], TEXT)).filter(overdue.c.line == _AT_MOST) for name in ("due_on", "review_id"))
    place = case((func.count() > _AT_MOST, cast(func.json_build_array(*last), TEXT)), else_=word("null"))
    return select(place + literal_column("E'\\n'", TEXT) + cast(body, TEXT)).select_from(overdue)


def _lines(text: SQLColumnExpression[str]) -> ColumnElement[Any]:
    return lines_of(func.substr(text, func.strpos(text, literal_column("E'\\n'", TEXT)) + 1))


def _queue(*, manages_risk: bool) -> HotRead:
    return HotRead("list_due_reviews", lambda asked: _page(asked, manages_risk=manages_risk), people=_lines)


OVERDUE = {manages_risk: _queue(manages_risk=manages_risk) for manages_risk in (True, False)}
"""The queue of whoever manages the risk, and the one of everybody else on the case: without what is restricted."""


@dataclass(frozen=True)
class ReviewPage:
    """A page of overdue reviews as JSON, and the place of its last where another page follows."""

    body: str
    last: Sequence[str] | None


async def overdue_after(
    database: Database, caller: Caller, place: Sequence[str], *, as_at: date, manages_risk: bool
) -> ReviewPage:
    """The overdue reviews of people within reach that come after a place in the queue."""
    day, review = place
    told = {"after_day": date.fromisoformat(day), "after_review": review, "as_at": as_at}
    text = await OVERDUE[manages_risk].fetch(database, caller, LIST, **told) or "null\n"
    last, _, body = text.partition("\n")
    return ReviewPage(body, json.loads(last))
