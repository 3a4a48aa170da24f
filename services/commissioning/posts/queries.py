"""Posts with their holdings: what a post is comes from the lists, who held it from the table, in one statement."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, FromClause, Select, and_, bindparam, case, cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSON, TEXT, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.database.engine import Database
from noms.chassis.database.hot import HotRead
from noms.chassis.database.rows import INSTANT
from noms.chassis.database.shaping import json_instant, json_list, json_of, word
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.posts import UNKNOWN_STATE, HoldingView, PostList, PostView
from noms.reference.faults import UnknownCode
from noms.reference.posts import Post, load_posts, load_reported_posts, post
from noms.reference.reading import Mark
from services.commissioning.posts import rules
from services.commissioning.posts.tables import PostHoldingRow

EVERY_POST = "posts"
_ON: ColumnElement[Any] = bindparam("on", None, type_=Date)
_KNOWN_AT: ColumnElement[Any] = bindparam("known_at", None, type_=INSTANT)
_FACTS = bindparam("facts", type_=TEXT)
_FROM_LISTS = set(PostView.model_fields) - {"state", "holdings"}
_PRINTED = _FROM_LISTS - {"dates_estimated", "existing", "conflicts"}


def _posts() -> FromClause:
    return func.json_array_elements(cast(_FACTS, JSON)).table_valued("fact").render_derived(name="post")


def _believed() -> ColumnElement[bool]:
    """What is believed now, or was at the instant asked for."""
    not_yet_superseded = or_(PostHoldingRow.superseded_at.is_(None), PostHoldingRow.superseded_at > _KNOWN_AT)
    then = and_(PostHoldingRow.recorded_at <= _KNOWN_AT, not_yet_superseded)
    return or_(and_(_KNOWN_AT.is_(None), PostHoldingRow.superseded_at.is_(None)), then)


def _holdings(posts: FromClause) -> Select[Any]:
    """What is believed of the post: on the day, if it existed then, or on every day."""
    own = (PostHoldingRow.post_code == posts.c.fact.op("->>")(word("code")), _believed())
    begun = and_(PostHoldingRow.valid_from <= _ON, or_(PostHoldingRow.valid_to.is_(None), PostHoldingRow.valid_to >= _ON))
    return select(PostHoldingRow).where(*own, or_(_ON.is_(None), and_(_existed(posts), begun)))


def _existed(posts: FromClause) -> ColumnElement[bool]:
    existed: ColumnElement[bool] = posts.c.fact.op("->>")(word("existing")) == word("true")
    return existed


def _holding() -> ColumnElement[Any]:
    columns = {name: getattr(PostHoldingRow, name) for name in HoldingView.model_fields}
    return json_of(HoldingView, **columns | {"recorded_at": json_instant(PostHoldingRow.recorded_at)})


def _post(posts: FromClause) -> ColumnElement[Any]:
    recorded = _holdings(posts).with_only_columns(PostHoldingRow.state).scalar_subquery()
    return json_of(
        PostView,
        state=case((_existed(posts), func.coalesce(recorded, word(UNKNOWN_STATE)))),
        holdings=json_list(_holding(), _holdings(posts), PostHoldingRow.valid_from),
        **{name: posts.c.fact.op("->")(word(name)) for name in _FROM_LISTS},
    )


def _one(asked: FromClause) -> Select[Any]:
    posts = _posts()
    return select(_post(posts)).select_from(posts).where(posts.c.fact.op("->>")(word("code")) == asked.c.subject)


def _all(asked: FromClause) -> Select[Any]:
    posts = _posts()
    listed = func.json_agg(aggregate_order_by(_post(posts), posts.c.fact.op("->>")(word("code"))), type_=JSON)
    data = func.coalesce(listed, cast(word("[]"), JSON), type_=JSON)
    return select(json_of(PostList, on=_ON, data=data)).select_from(posts).where(asked.c.subject == word(EVERY_POST))


POST = HotRead("read_post", _one)
POSTS = HotRead("list_posts", _all)


def known_post(code: str) -> Post:
    """The post with the code.

    Raises:
        NotFound: the lists have no such post.

    """
    try:
        return post(code)
    except UnknownCode as unknown:
        raise NotFound(str(unknown)) from unknown


def facts_of(posts: Sequence[Post], on: date | None) -> str:
    """What the lists say of posts, as the JSON that the statement joins to their holdings."""
    return json.dumps([_facts(known, on) for known in posts], default=str)


def _facts(known: Post, on: date | None) -> dict[str, Any]:
    conflicts = rules.contradictions(load_reported_posts(), load_posts(), known.kind)
    return {name: getattr(known, name) for name in _PRINTED} | {
        "dates_estimated": Mark.ESTIMATE in known.marks,
        "existing": known.in_force_on(on) if on else None,
        "conflicts": [conflict.model_dump(mode="json") for conflict in conflicts],
    }


async def read_post(database: Database, caller: Caller, known: Post, on: date | None, known_at: datetime | None) -> str:
    """The JSON of one post."""
    body = await POST.fetch(database, caller, known.code, facts=facts_of([known], on), on=on, known_at=known_at)
    assert body is not None, "a post of the lists always has an answer"
    return body


async def list_posts(database: Database, caller: Caller, on: date | None) -> str:
    """The JSON of the posts that existed on the day, or of all."""
    posts = [known for known in load_posts() if on is None or known.in_force_on(on)]
    body = await POSTS.fetch(database, caller, EVERY_POST, facts=facts_of(posts, on), on=on)
    assert body is not None, "a list always answers, be it empty"
    return body


async def holding(session: AsyncSession, code: str, holding_id: UUID) -> PostHoldingRow:
    """A holding of the post that is believed now, held until the transaction ends.

    Raises:
        NotFound: there is none, or it has been corrected.

    """
    row = await session.scalar(
        select(PostHoldingRow)
        .where(
            PostHoldingRow.holding_id == holding_id,
            PostHoldingRow.post_code == code,
            PostHoldingRow.superseded_at.is_(None),
        )
        .with_for_update()
    )
    if row is None:
        raise NotFound
    return row
