"""The list of cases in one statement that PostgreSQL shapes.

Each tag of the caller's reach has its places in order, so a page costs the same among twenty thousand cases and a million:
the first rows after the cursor of each tag, put together.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, case, cast, func, literal_column, null, select, true, tuple_
from sqlalchemy.dialects.postgresql import INTEGER, TEXT, aggregate_order_by
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ColumnElement, FromClause, Select, SQLColumnExpression

from noms.chassis.database.engine import Database
from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import REACH, closed, json_first, json_of, lines_of, word
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.caselist import CaseLine, CaseList
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.caselist.tables import CasePlaceRow
from services.offender_mgmt.custody.tables import StayRow
from services.offender_mgmt.persons.queries import REACHED
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.plans.tables import PlanRow
from services.offender_mgmt.sections import sections_of

LIST = "cases"
PAGE = 50
BEFORE_THE_FIRST = ("", "", "")
"""The place before every case: no name sorts earlier."""

_PLACE = (CasePlaceRow.surname_key, CasePlaceRow.forename_key, CasePlaceRow.crn)
_AT_MOST = literal_column(str(PAGE), INTEGER)
_ONE_MORE = literal_column(str(PAGE + 1), INTEGER)
_WHO = ("crn", "surname", "forename")
"""What a line shows to everybody who may read the list."""


def _nearest(asked: FromClause) -> FromClause:
    """The places after the cursor: one more than a page, so that it is known whether there is a next one.

    Closed cases are left out here, before the count: a page that came short of them would tell of them.
    """
    tags = func.unnest(REACH).table_valued("tag").render_derived(name="reached")
    after = tuple_(*(bindparam(name, type_=TEXT) for name in ("after_surname", "after_forename", "after_crn")))
    within = (asked.c.subject == word(LIST), CasePlaceRow.tag == tags.c.tag, tuple_(*_PLACE) > after, ~closed(CasePlaceRow.crn))
    of_tag = select(*_PLACE).where(*within).order_by(*_PLACE).limit(_ONE_MORE).correlate(asked, tags).lateral("of_tag")
    place = (of_tag.c.surname_key, of_tag.c.forename_key, of_tag.c.crn)
    merged = select(*place).select_from(tags.join(of_tag, true())).distinct().order_by(*place).limit(_ONE_MORE)
    return merged.correlate(asked).subquery("nearest")


def _page(asked: FromClause) -> FromClause:
    nearest = _nearest(asked)
    place = (nearest.c.surname_key, nearest.c.forename_key, nearest.c.crn)
    line = func.row_number().over(order_by=place).label("line")
    here = and_(PersonRow.crn == nearest.c.crn, REACHED)
    numbered = select(*place, PersonRow.surname, PersonRow.forename, line).select_from(nearest.join(PersonRow, here))
    return numbered.correlate(asked).lateral("page")


def _line(page: FromClause, manager: type[AllocationRow], sections: frozenset[str]) -> ColumnElement[Any]:
    held = select(StayRow).where(StayRow.crn == page.c.crn, StayRow.left_on.is_(None))
    agreed = select(PlanRow).where(PlanRow.crn == page.c.crn)
    shown: Mapping[str, SQLColumnExpression[Any]] = {
        "tier": manager.tier,
        "establishment_code": json_first(StayRow.establishment_code, held),
        "offender_manager": manager.officer_name,
        "next_review_on": json_first(PlanRow.review_by, agreed, PlanRow.agreed_on.desc(), PlanRow.recorded_at.desc()),
    }
    names = {name: page.c[name] for name in _WHO}
    return json_of(CaseLine, **names, **{name: value if name in sections else null() for name, value in shown.items()})


def _cases(asked: FromClause, sections: frozenset[str]) -> Select[Any]:
    """Two lines of text: the place of the page's last case when there is a next page, else null; and the page."""
    page, manager = _page(asked), aliased(AllocationRow)
    managed = and_(manager.crn == page.c.crn, manager.role == word(OfficerRole.OFFENDER_MANAGER), manager.ends_on.is_(None))
    listed = func.json_agg(aggregate_order_by(_line(page, manager, sections), page.c.line)).filter(page.c.line <= _AT_MOST)
    body = json_of(CaseList, data=func.coalesce(listed, literal_column("'[]'::json")))
    last = func.json_build_array(*(func.max(page.c[column.key]).filter(page.c.line == _AT_MOST) for column in _PLACE))
    next_place = case((func.count() > _AT_MOST, cast(last, TEXT)), else_=word("null"))
    lines = next_place + literal_column("E'\\n'", TEXT) + cast(body, TEXT)
    return select(lines).select_from(page.outerjoin(manager, managed))


def _lines(text: SQLColumnExpression[str]) -> ColumnElement[Any]:
    return lines_of(func.substr(text, func.strpos(text, literal_column("E'\\n'", TEXT)) + 1))


@cache
def cases_of(sections: frozenset[str]) -> HotRead:
    """The statement whose lines show these facts beside the name; each other one is null, and its table is not read."""
    return HotRead("list_cases", lambda asked: _cases(asked, sections), people=_lines)


@cache
def cases_for(scopes: frozenset[str]) -> HotRead:
    """The statement for callers with these scopes; the roles make few different ones."""
    return cases_of(sections_of(CaseLine, scopes, besides=_WHO))


@dataclass(frozen=True)
class CasePage:
    """A page of cases as JSON, and the place of its last case where another page follows."""

    body: str
    last: Sequence[str] | None


async def cases_after(database: Database, caller: Caller, place: Sequence[str]) -> CasePage:
    """The cases within the caller's reach that come after a place in the list."""
    return page_of(await cases_for(caller.scopes).fetch(database, caller, LIST, **after(place)) or "null\n")


def after(place: Sequence[str]) -> dict[str, str]:
    """The statement's parameters for the page that follows a place."""
    return dict(zip(("after_surname", "after_forename", "after_crn"), place, strict=True))


def page_of(text: str) -> CasePage:
    """The page that the statement's two lines of text hold."""
    next_place, _, body = text.partition("\n")
    return CasePage(body, json.loads(next_place))
