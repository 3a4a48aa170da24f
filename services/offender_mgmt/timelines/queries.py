"""The timeline in one statement that PostgreSQL shapes: the facts of every room, newest first, fifty at a time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import FromClause, Select, and_, bindparam, case, cast, func, literal_column, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import DATE, INTEGER, JSON, TEXT, TIMESTAMP, aggregate_order_by
from sqlalchemy.sql.expression import ColumnElement

from noms.chassis.database.engine import Database
from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_instant, json_of, word
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.timelines import CaseTimeline, TimelineFact
from services.offender_mgmt.case_facts.queries import FACTS, facts_for
from services.offender_mgmt.persons.queries import REACHED
from services.offender_mgmt.persons.tables import PersonRow

PAGE = 50
THE_LAST = ("9999-12-31", "infinity", "")
"""The place before the newest fact."""

_AT_MOST = literal_column(str(PAGE), INTEGER)
_ONE_MORE = literal_column(str(PAGE + 1), INTEGER)
_SCOPES = frozenset(fact.scope.name for fact in FACTS if fact.scope)
_EARLIEST = literal_column("'-infinity'", TIMESTAMP(timezone=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of a timeline is asked for: known by the end of one day, and not later than another."""

    known_on: date | None
    until: date | None

    def parameters(self, place: Sequence[str]) -> Mapping[str, str | None]:
        """The values of the statement for the page after a place."""
        return {
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "until": self.until.isoformat() if self.until else None,
            "before_day": place[0], "before_instant": place[1], "before_fact": place[2],
        }  # fmt: skip


@dataclass(frozen=True)
class TimelinePage:
    """A page of the timeline as JSON, and the place of its last fact where another page follows."""

    body: str
    last: Sequence[str] | None


def _given(name: str, kind: Any) -> ColumnElement[Any]:
    return cast(bindparam(name, None, type_=TEXT), kind)


def _known(fact: FromClause) -> ColumnElement[bool]:
    """What was on record at the end of the day in London; what bears no instant was known when it happened.

    What turned out to be wrong stood on record until it was corrected or withdrawn.
    """
    known_on = _given("known_on", DATE)
    midnight_after = func.timezone(word("Europe/London"), cast(known_on + literal_column("1", INTEGER), TIMESTAMP))
    known = or_(and_(fact.c.recorded_at.is_(None), fact.c.happened_on <= known_on), fact.c.recorded_at < midnight_after)
    stood = or_(fact.c.undone_at.is_(None), fact.c.undone_at >= midnight_after)
    return and_(or_(known_on.is_(None), known), stood)


def _page(scopes: frozenset[str]) -> FromClause:
    fact = facts_for(scopes).lateral("fact")
    since = func.coalesce(fact.c.recorded_at, _EARLIEST)
    place = (fact.c.happened_on, since, fact.c.kind + word(" ") + fact.c.fact_id)
    before = tuple_(_given("before_day", DATE), _given("before_instant", TIMESTAMP(timezone=True)), _given("before_fact", TEXT))
    until = _given("until", DATE)
    newest_first = [column.desc() for column in place]
    return (
        select(fact, since.label("since"), place[2].label("place"), func.row_number().over(order_by=newest_first).label("line"))
        .where(tuple_(*place) < before, _known(fact), or_(until.is_(None), fact.c.happened_on <= until))
        .order_by(*newest_first)
        .limit(_ONE_MORE)
        .lateral("page")
    )


def _timeline(asked: FromClause, scopes: frozenset[str]) -> Select[Any]:
    """Two lines of text: the place of the page's last fact when there is a next page, else null; and the page."""
    page = _page(scopes)
    item = json_of(
        TimelineFact,
        fact_id=page.c.fact_id,
        kind=page.c.kind,
        happened_on=page.c.happened_on,
        recorded_at=json_instant(page.c.recorded_at),
        detail_url=page.c.detail_url,
    )
    listed = func.json_agg(aggregate_order_by(item, page.c.line)).filter(page.c.line <= _AT_MOST)
    body = json_of(CaseTimeline, crn=PersonRow.crn, data=func.coalesce(listed, cast(word("[]"), JSON), type_=JSON))
    last = [func.max(cast(column, TEXT)).filter(page.c.line == _AT_MOST) for column in _place_of(page)]
    next_place = case((func.count(page.c.line) > _AT_MOST, cast(func.json_build_array(*last), TEXT)), else_=word("null"))
    lines = next_place + literal_column("E'\\n'", TEXT) + cast(body, TEXT)
    found = select(lines).select_from(PersonRow).outerjoin(page, true())
    return found.where(PersonRow.crn == asked.c.subject, REACHED).group_by(PersonRow.crn)


def _place_of(page: FromClause) -> tuple[ColumnElement[Any], ...]:
    return page.c.happened_on, page.c.since, page.c.place


@cache
def timeline_for(scopes: frozenset[str]) -> HotRead:
    """The statement for callers with these of the scopes that a timeline asks for."""
    return HotRead("read_timeline", lambda asked: _timeline(asked, scopes))


async def timeline(database: Database, caller: Caller, crn: str, asked: Asked, place: Sequence[str]) -> TimelinePage | None:
    """The facts of a case before a place, as far as the caller's role may see them; None where there is no such case."""
    text = await timeline_for(_SCOPES & caller.scopes).fetch(database, caller, crn, **asked.parameters(place))
    if text is None:
        return None
    next_place, _, body = text.partition("\n")
    return TimelinePage(body, json.loads(next_place))
