"""Asking the services that own the events: what they compute, and their figures. What cannot be had is never made up."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from noms.chassis.peers import Peers
from noms.chassis.refusals import PeerUnavailable
from noms.clients.measures import MeasureReader, Part
from noms.clients.problems import ClientProblem, Unreachable
from noms.contracts.commissioning.measures import Offering, SourceService
from services.commissioning.measures.rules import Asked, Figure, Offers, offering_of

PATIENCE_SECONDS = 8
"""Less than the database lets a transaction idle, so that the caller hears which service was missing."""
OFFER_PATIENCE_SECONDS = 2
COMPUTING = (SourceService.OFFENDER_MGMT, SourceService.INTERVENTIONS)


@dataclass(frozen=True)
class Pulled:
    """The figures that could be pulled, and what nobody computes yet, or not for this provider."""

    figures: tuple[Figure, ...]
    not_offered: tuple[Asked, ...]


class _NotComputed(Exception):
    """The service has no such measure, or not for this provider."""


async def offers(peers: Peers, *, within_seconds: float = OFFER_PATIENCE_SECONDS) -> Offers:
    """Ask each service which measures it computes today, both at once. Silence is no answer, neither yes nor no."""
    said = await asyncio.gather(*(_offered_by(peers, service, within_seconds) for service in COMPUTING))
    return dict(zip(COMPUTING, said, strict=True))


async def pull(peers: Peers, provider: str, asked: Sequence[Asked], *, within_seconds: float = PATIENCE_SECONDS) -> list[Figure]:
    """Ask each service for its figures, all at once.

    Raises:
        PeerUnavailable: a service is not configured, does not answer in time, refuses, or answers what its contract forbids.

    """
    pulled = await pull_offered(peers, provider, asked, within_seconds=within_seconds)
    for missing in pulled.not_offered:
        raise _refused(missing, "not_found")
    return list(pulled.figures)


async def pull_offered(
    peers: Peers, provider: str, asked: Sequence[Asked], *, within_seconds: float = PATIENCE_SECONDS
) -> Pulled:
    """Ask each service for its figures, all at once; what its service does not compute is told apart and never filled in.

    A service that lists a measure and has none for the provider does not compute it for this provider: asking later would
    bring no other answer. House rule: 0139.

    Raises:
        PeerUnavailable: a service is not configured, does not answer in time, refuses for another reason, does not say what
            it computes, or answers what its contract forbids.

    """
    try:
        async with asyncio.timeout(within_seconds):
            answers = await asyncio.gather(*(_figure_or_none(peers, provider, one) for one in asked))
            missing = [one for one, figure in zip(asked, answers, strict=True) if figure is None]
            listed = await offers(peers) if missing else {}
    except TimeoutError as late:
        raise PeerUnavailable("A service that owns the events did not answer in time; nothing was stored.") from late
    for one in missing:
        if offering_of(one.definition, listed) is Offering.UNKNOWN:
            raise _refused(one, "not_found")
    return Pulled(tuple(figure for figure in answers if figure is not None), tuple(missing))


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
        if refused.status == HTTPStatus.NOT_FOUND:
            raise _NotComputed from refused
        raise _refused(asked, refused.code) from refused
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


async def _figure_or_none(peers: Peers, provider: str, asked: Asked) -> Figure | None:
    try:
        return await pull_figure(peers, provider, asked)
    except _NotComputed:
        return None


async def _offered_by(peers: Peers, service: SourceService, within_seconds: float) -> frozenset[str] | None:
    try:
        async with asyncio.timeout(within_seconds):
            told = await peers.client(MeasureReader, service.value).offers()
    except (PeerUnavailable, Unreachable, ClientProblem, TimeoutError):
        return None
    return frozenset(offer.code for offer in told.data)


def _refused(asked: Asked, code: str) -> PeerUnavailable:
    service = asked.definition.source_service.value
    return PeerUnavailable(f"{service} refused to compute {asked.definition.code} ({code}); nothing was stored.")
