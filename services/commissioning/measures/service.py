"""Pulling figures from the services that own the events. A figure that cannot be pulled is never made up."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from noms.chassis.peers import Peers
from noms.chassis.refusals import PeerUnavailable
from noms.clients.measures import MeasureReader, Part
from noms.clients.problems import ClientProblem, Unreachable
from services.commissioning.measures.rules import Asked, Figure

PATIENCE_SECONDS = 8
"""Less than the database lets a transaction idle, so that the caller hears which service was missing."""


async def pull(peers: Peers, provider: str, asked: Sequence[Asked], *, within_seconds: float = PATIENCE_SECONDS) -> list[Figure]:
    """Ask each service for its figures, all at once.

    Raises:
        PeerUnavailable: a service is not configured, does not answer in time, refuses, or answers what its contract forbids.

    """
    try:
        async with asyncio.timeout(within_seconds):
            return await asyncio.gather(*(pull_figure(peers, provider, one) for one in asked))
    except TimeoutError as late:
        raise PeerUnavailable("A service that owns the events did not answer in time; nothing was stored.") from late


async def pull_figure(peers: Peers, provider: str, asked: Asked) -> Figure:
    """One figure with all the events behind it, page by page."""
    service = asked.definition.source_service.value
    reader = peers.client(MeasureReader, service)
    try:
        result = await reader.measure(asked.definition.code, provider=provider, from_day=asked.from_day, to_day=asked.to_day)
        numerator, denominator = list(result.numerator_event_ids), list(result.denominator_event_ids)
        if not result.complete_event_list:
            numerator = await pull_events(reader, provider, asked, "numerator")
            denominator = await pull_events(reader, provider, asked, "denominator")
    except Unreachable as silent:
        raise PeerUnavailable(f"{service} does not answer; nothing was stored.") from silent
    except ClientProblem as refused:
        raise PeerUnavailable(
            f"{service} refused to compute {asked.definition.code} ({refused.code}); nothing was stored."
        ) from refused
    return Figure(asked, result, numerator, denominator)


async def pull_events(reader: MeasureReader, provider: str, asked: Asked, part: Part) -> list[UUID]:
    """Every event of one side of a figure."""
    found: list[UUID] = []
    after: UUID | None = None
    while True:
        page = await reader.events(
            asked.definition.code, part, provider=provider, from_day=asked.from_day, to_day=asked.to_day, after=after
        )
        found += page.event_ids
        after = page.next_after
        if after is None:
            return found
