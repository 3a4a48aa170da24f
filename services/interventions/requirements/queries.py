"""Reading requirements: one of them for a referral, and the work queue of a provider in one statement."""

from typing import Any
from uuid import UUID

from sqlalchemy import FromClause, Select, bindparam, case, cast, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import BOOLEAN, JSON, TEXT, aggregate_order_by
from sqlalchemy.dialects.postgresql import UUID as UUID_COLUMN
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import closed, json_of, lines_of, reach_of, reachable, word
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.interventions.requirements import RequirementList, RequirementView
from services.interventions.requirements.tables import RequirementRow

Requirement = RequirementRow
"""A requirement as the rooms above read it. Only this room writes one."""

PAGE = 50
_after = cast(bindparam("after", None, type_=TEXT), UUID_COLUMN)
_only_waiting = cast(bindparam("only_waiting", None, type_=TEXT), BOOLEAN)


async def requirement(session: AsyncSession, caller: Caller, requirement_id: UUID) -> Requirement:
    """The requirement within the caller's reach.

    Raises:
        NotFound: there is none.

    """
    row = await session.scalar(
        select(RequirementRow).where(
            RequirementRow.requirement_id == requirement_id,
            RequirementRow.audience.overlap(list(caller.reach)),
            ~closed(RequirementRow.crn, reach_of(caller)),
        )
    )
    if row is None:
        raise NotFound
    return row


def _page(asked: FromClause) -> Select[Any]:
    """One row more than a page, numbered, so that the last of the page is known and whether there is a next."""
    place = tuple_(RequirementRow.order_ends_on, RequirementRow.requirement_id)
    seen = aliased(RequirementRow)
    last_seen = select(seen.order_ends_on, seen.requirement_id).where(seen.requirement_id == _after).scalar_subquery()
    return (
        select(
            RequirementRow,
            func.row_number().over(order_by=(RequirementRow.order_ends_on, RequirementRow.requirement_id)).label("line"),
        )
        .where(
            RequirementRow.provider == asked.c.subject,
            reachable(RequirementRow.audience),
            ~closed(RequirementRow.crn),
            or_(_after.is_(None), place > last_seen),
            or_(_only_waiting.is_(False), RequirementRow.progress.is_(None)),
        )
        .order_by(RequirementRow.order_ends_on, RequirementRow.requirement_id)
        .limit(PAGE + 1)
        .correlate(asked)
    )


def _queue(asked: FromClause) -> Select[Any]:
    line = _page(asked).subquery("line")
    item = json_of(RequirementView, **{name: line.c[name] for name in RequirementView.model_fields})
    on_page = line.c.line <= PAGE
    data = func.json_agg(aggregate_order_by(item, line.c.line)).filter(on_page)
    last = func.array_agg(aggregate_order_by(line.c.requirement_id, line.c.line)).filter(on_page)
    return select(
        json_of(
            RequirementList,
            data=func.coalesce(data, cast(word("[]"), JSON), type_=JSON),
            next_after=case((func.count() > PAGE, last[PAGE])),
        )
    ).select_from(line)


WORK_QUEUE = HotRead("list_requirements", _queue, people=lines_of)
"""The requirements of one provider, the order that ends first standing first; the subject is the provider."""
