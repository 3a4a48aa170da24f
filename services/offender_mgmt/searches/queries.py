"""Finding people by number, by names that are alike, by date of birth, area and prison: one statement for a page and its total.

Names are compared first: they are few beside the people, who are then found by an index. Every arm starts from reach.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, Select, case, cast, func, literal, or_, select, true, union_all
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import ColumnElement, FromClause

from noms.chassis.identity.caller import Caller
from noms.chassis.requests.paging import NumberedPage
from noms.contracts.offender_mgmt.person_search import PersonsFound
from noms.contracts.paging import Pagination
from services.offender_mgmt.particulars.queries import corrected
from services.offender_mgmt.particulars.tables import AliasRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonRow
from services.offender_mgmt.searches import rules
from services.offender_mgmt.searches.tables import NameMarkRow

Bearer = type[PersonRow] | type[AliasRow]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, in the form in which it is stored. `tags` are the parts of an audience that a record must have."""

    number: tuple[str, str] | None
    crn: str | None
    surname_key: str | None
    forename_key: str | None
    date_of_birth: date | None
    tags: Sequence[str]
    alike: bool


async def people_sought(session: AsyncSession, caller: Caller, sought: Sought, page: NumberedPage) -> PersonsFound:
    """A page of the people within reach who fit everything that was given: the nearest names first, then in a clerk's order."""
    found = _found(caller, sought).cte("found")
    nearness = func.max(found.c.nearness).label("nearness")
    people = select(found.c.crn, nearness).group_by(found.c.crn).cte("people")
    in_order = (people.c.nearness.desc(), PersonRow.surname_key, PersonRow.forename_key, PersonRow.crn)
    wanted = persons.within(caller).join(people, people.c.crn == PersonRow.crn)
    total = func.count().over()
    rows = (await session.execute(wanted.add_columns(total).order_by(*in_order).offset(page.offset).limit(page.per_page))).all()
    total_count = rows[0][1] if rows else await session.scalar(select(func.count()).select_from(people))
    place = Pagination.of(page=page.page, per_page=page.per_page, count=len(rows), total_count=total_count or 0)
    return PersonsFound(data=await persons.views(session, [row[0] for row in rows]), pagination=place)


def _found(caller: Caller, sought: Sought) -> Any:
    """Every way in which somebody within reach fits, and how near."""
    if sought.surname_key is None:
        bearers = [_without_names(caller, sought, PersonRow)]
        if sought.date_of_birth is not None:
            bearers.append(_without_names(caller, sought, AliasRow))
        return union_all(*bearers)
    surnames = _names(sought.surname_key, "surnames", alike=sought.alike)
    forenames = _names(sought.forename_key, "forenames", alike=sought.alike) if sought.forename_key is not None else None
    bearers = [_bearing(caller, sought, bearer, surnames, forenames) for bearer in (PersonRow, AliasRow)]
    if forenames is not None and sought.alike:
        bearers += [_swapped(caller, sought, bearer, surnames, forenames) for bearer in (PersonRow, AliasRow)]
    return union_all(*bearers)


def _names(name_key: str, label: str, *, alike: bool) -> CTE:
    """The names that count as this one, each with its nearness; 1 is the name itself."""
    itself = select(literal(name_key).label("name_key"), cast(1.0, DOUBLE_PRECISION).label("nearness"))
    if not alike:
        return itself.cte(label)
    mine = func.name_marks(name_key).table_valued("mark").render_derived(name=f"marks_of_{label}")
    sounds = func.bool_or(NameMarkRow.mark.startswith("="))
    common = func.count().filter(~NameMarkRow.mark.startswith("="))
    share = cast(common, DOUBLE_PRECISION) / (NameMarkRow.trigrams + rules.trigrams_in(name_key) - common)
    nearness = func.greatest(share, case((sounds, rules.SOUNDING_ALIKE), else_=0.0)).label("nearness")
    near = (
        select(NameMarkRow.name_key, nearness)
        .join(mine, mine.c.mark == NameMarkRow.mark)
        .where(NameMarkRow.name_key != name_key)
        .group_by(NameMarkRow.name_key, NameMarkRow.trigrams)
        .having(or_(share >= rules.ALIKE_FROM, sounds))
        .order_by(nearness.desc(), NameMarkRow.name_key)
        .limit(rules.NAMES_AT_MOST)
        .subquery(f"near_{label}")
    )
    return union_all(itself, select(near.c.name_key, near.c.nearness)).cte(label).prefix_with("MATERIALIZED")


def _bearing(caller: Caller, sought: Sought, bearer: Bearer, surnames: CTE, forenames: CTE | None) -> Select[Any]:
    """Those who bear a surname that is alike, and the forename, its beginning or one that is alike."""
    borne = _borne(caller, sought, bearer, surnames, "borne")
    if forenames is None:
        return select(borne.c.crn, surnames.c.nearness).select_from(surnames.join(borne, true()))
    begins = borne.c.forename_key.startswith(sought.forename_key or "", autoescape=True)
    near = func.greatest(forenames.c.nearness, case((begins, rules.SOUNDING_ALIKE), else_=0.0))
    rows = select(borne.c.crn, (surnames.c.nearness + near).label("nearness"))
    alike = borne.outerjoin(forenames, forenames.c.name_key == borne.c.forename_key)
    return rows.select_from(surnames.join(alike, true())).where(or_(begins, forenames.c.name_key.is_not(None)))


def _swapped(caller: Caller, sought: Sought, bearer: Bearer, surnames: CTE, forenames: CTE) -> Select[Any]:
    """Those whose forename was taken for their surname."""
    borne = _borne(caller, sought, bearer, forenames, "swapped")
    nearness = (surnames.c.nearness + forenames.c.nearness) * rules.SOUNDING_ALIKE
    rows = select(borne.c.crn, nearness.label("nearness")).select_from(forenames.join(borne, true()))
    return rows.join(surnames, surnames.c.name_key == borne.c.forename_key)


def _borne(caller: Caller, sought: Sought, bearer: Bearer, names: CTE, label: str) -> FromClause:
    """The bearers of one surname after the other. OFFSET 0 is a fence: else PostgreSQL reads everybody within reach for them."""
    columns: tuple[Any, ...] = (bearer.crn, bearer.forename_key)
    rows = select(*columns).where(bearer.surname_key == names.c.name_key)
    return _of_reach(caller, sought, bearer, rows).correlate(names).offset(0).lateral(label)


def _without_names(caller: Caller, sought: Sought, bearer: Bearer) -> Select[Any]:
    return _of_reach(caller, sought, bearer, select(bearer.crn, cast(1.0, DOUBLE_PRECISION).label("nearness")))


def _of_reach(caller: Caller, sought: Sought, bearer: Bearer, rows: Select[Any]) -> Select[Any]:
    """Only those within reach who fit everything else that was given."""
    if bearer is AliasRow:
        rows = rows.join(PersonRow, PersonRow.crn == AliasRow.crn).where(~corrected(AliasRow))
    return rows.where(persons.reached_by(caller), *_others(sought, bearer))


def _born_or_gave(day: date) -> ColumnElement[bool]:
    """Whoever is found by a name may have been born on the day, or have given it with any name: the two need not go together."""
    gave = select(AliasRow.crn).where(AliasRow.date_of_birth == day, ~corrected(AliasRow))
    return or_(PersonRow.date_of_birth == day, PersonRow.crn.in_(gave.correlate(None)))


def _others(sought: Sought, bearer: Bearer) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if sought.date_of_birth is not None:
        named = sought.surname_key is not None
        conditions.append(_born_or_gave(sought.date_of_birth) if named else bearer.date_of_birth == sought.date_of_birth)
    if sought.crn is not None:
        conditions.append(PersonRow.crn == sought.crn)
    if sought.number is not None:
        kind, value = sought.number
        held = (PersonIdentifierRow.kind == kind, PersonIdentifierRow.value == value, PersonIdentifierRow.reason.is_(None))
        conditions.append(PersonRow.crn.in_(select(PersonIdentifierRow.crn).where(*held)))
    return [*conditions, *(PersonRow.audience.contains([tag]) for tag in sought.tags)]
