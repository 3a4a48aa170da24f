"""The feed over HTTP: CloudEvents in batches, a plain integer cursor, long poll; each caller sees what its reach allows."""

import asyncio
import time
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import bindparam, cast, func, literal, select
from sqlalchemy.dialects.postgresql import TEXT, aggregate_order_by

from noms.chassis.database.engine import Database
from noms.chassis.database.rows import EventRow
from noms.chassis.database.shaping import json_instant, json_of, reachable, word
from noms.chassis.database.work import unit_of_work
from noms.chassis.feed.outbox import stamp_pending
from noms.chassis.feed.tide import Tide
from noms.chassis.identity.caller import Caller
from noms.chassis.identity.permissions import Scope, may
from noms.chassis.requests.route import room
from noms.contracts.events import CloudEvent

BATCH_MEDIA_TYPE = "application/cloudevents-batch+json"
LARGEST_BATCH = 5_000
LONGEST_POLL_MS = 30_000
_NOTHING = "[]"

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
_page = (
    select(_cloud_event.label("cloud_event"), event.sequence)
    .where(event.sequence > bindparam("after"), reachable(event.audience))
    .order_by(event.sequence)
    .limit(bindparam("at_most"))
    .subquery()
)
FEED_PAGE = select(
    func.coalesce(cast(func.json_agg(aggregate_order_by(_page.c.cloud_event, _page.c.sequence)), TEXT), literal(_NOTHING))
)
"""One page of the feed as the text of a JSON array: PostgreSQL shapes it, the handler passes it on."""


async def _read(database: Database, caller: Caller, after: int, limit: int) -> str:
    await stamp_pending(database)
    parameters = {"source": f"/{database.service}", "after": after, "reach": list(caller.reach), "at_most": limit}
    async with await database.session(caller) as session:
        return str((await session.execute(FEED_PAGE, parameters)).scalar_one())


_BATCH_SCHEMA = {"type": "array", "items": {"$ref": "#/components/schemas/CloudEvent"}}
"""Said by hand: FastAPI takes the body of any media type but JSON for a text."""


class Batch(Response):
    """A page of the feed, in the media type of CloudEvents batches."""

    media_type = BATCH_MEDIA_TYPE


def feed_router(scope: Scope) -> APIRouter:
    """The feed of a service, for callers with this scope."""
    router = room("events")

    @router.get(
        "/v1/events",
        response_model=list[CloudEvent],
        response_class=Batch,
        responses={200: {"content": {BATCH_MEDIA_TYPE: {"schema": _BATCH_SCHEMA}}}},
    )
    async def read_events(
        request: Request,
        caller: Annotated[Caller, may(scope)],
        after: Annotated[int, Query(ge=0, le=2**63 - 1, description="Sequence of the last event that you have seen.")] = 0,
        limit: Annotated[int, Query(ge=1, le=LARGEST_BATCH)] = 1_000,
        timeout_ms: Annotated[int, Query(ge=0, le=LONGEST_POLL_MS, description="How long to wait for the next event.")] = 0,
    ) -> Response:
        """Read what happened after `after`, in order: an empty array is the end of the feed for now."""
        until = time.monotonic() + timeout_ms / 1000
        tide: Tide = request.app.state.tide
        stopping: asyncio.Event = request.app.state.stopping
        seen, batch = tide.head, await _read(request.app.state.database, caller, after, limit)
        while batch == _NOTHING and (left := until - time.monotonic()) > 0 and not stopping.is_set():
            await tide.rise(above=seen, within_seconds=left)
            seen, batch = tide.head, await _read(request.app.state.database, caller, after, limit)
        note = unit_of_work(request).note
        note.subject, note.settled = f"after {after}", batch == _NOTHING
        return Batch(batch)

    return router
