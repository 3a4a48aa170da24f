"""The feed over HTTP: CloudEvents in batches, a plain integer cursor, long poll; each caller sees what its reach allows."""

import asyncio
import time
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from noms.chassis.database.work import unit_of_work
from noms.chassis.feed.queries import NOTHING, read_page
from noms.chassis.feed.tide import Tide
from noms.chassis.identity.caller import Caller
from noms.chassis.identity.permissions import Scope, may
from noms.chassis.requests.route import room
from noms.contracts.events import CloudEvent

BATCH_MEDIA_TYPE = "application/cloudevents-batch+json"
LARGEST_BATCH = 5_000
LONGEST_POLL_MS = 30_000

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
        seen, batch = tide.head, await read_page(request.app.state.database, caller, after, limit)
        while batch == NOTHING and (left := until - time.monotonic()) > 0 and not stopping.is_set():
            await tide.rise(above=seen, within_seconds=left)
            seen, batch = tide.head, await read_page(request.app.state.database, caller, after, limit)
        note = unit_of_work(request).note
        note.subject, note.settled = f"after {after}", batch == NOTHING
        return Batch(batch)

    return router
