"""Reading the feed: one statement that PostgreSQL shapes, within the caller's reach."""

from sqlalchemy import any_, bindparam, cast, func, literal, select
from sqlalchemy.dialects.postgresql import TEXT, aggregate_order_by

from noms.chassis.database.engine import Database
from noms.chassis.database.rows import EventRow
from noms.chassis.database.shaping import closed, json_instant, json_of, reachable, word
from noms.chassis.feed.outbox import stamp_pending
from noms.chassis.identity.caller import Caller
from noms.contracts.events import CloudEvent

NOTHING = "[]"
"""The page after the last event."""

event = EventRow
_cloud_event = json_of(
    CloudEvent,
    specversion=word("1.0"),
    id=event.event_id,
    source=bindparam("source", type_=TEXT),
    type=event.type,
    subject=event.subject,
    time=json_instant(event.recorded_at),
    datacontenttype=word("application/json"),
    dataversion=event.version,
    sequence=event.sequence,
    traceparent=event.traceparent,
    data=event.data,
)
_OPEN = (~closed(event.subject), ~closed(any_(event.also_names)))
_page = (
    select(_cloud_event.label("cloud_event"), event.sequence)
    .where(event.sequence > bindparam("after"), reachable(event.audience), *_OPEN)
    .order_by(event.sequence)
    .limit(bindparam("at_most"))
    .subquery()
)
FEED_PAGE = select(
    func.coalesce(cast(func.json_agg(aggregate_order_by(_page.c.cloud_event, _page.c.sequence)), TEXT), literal(NOTHING))
)
"""One page of the feed as the text of a JSON array: PostgreSQL shapes it, the handler passes it on."""


async def read_page(database: Database, caller: Caller, after: int, limit: int) -> str:
    """The events after `after` that the caller reaches, in order, as the text of a JSON array."""
    await stamp_pending(database)
    parameters = {"source": f"/{database.service}", "after": after, "reach": list(caller.reach), "at_most": limit}
    async with await database.session(caller) as session:
        return str((await session.execute(FEED_PAGE, parameters)).scalar_one())
