"""Asking interventions and commissioning at once what can be imposed; who is silent is named, and the rest is told."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Generic, TypeVar

from noms.chassis import clock
from noms.chassis.peers import Peers
from noms.chassis.refusals import PeerUnavailable
from noms.clients.commissioning import CommissioningClient
from noms.clients.interventions import InterventionsClient
from noms.clients.problems import ClientProblem, Unreachable
from noms.contracts.commissioning.benchmarks import BenchmarkView
from noms.contracts.interventions.offers import OfferList
from noms.contracts.offender_mgmt.sentencing import AskedService, SentencingOptions, Silence
from services.offender_mgmt.programme_options.rules import Defendant
from services.offender_mgmt.sentencing import rules

PATIENCE_SECONDS = 3.0
"""A court waits no longer: what has not been told by then is unknown."""

T = TypeVar("T")


@dataclass(frozen=True)
class Told(Generic[T]):
    """What a service told and when, or why it told nothing."""

    content: T | None
    told_at: datetime | None = None
    silence: Silence | None = None


async def sentencing_options(
    peers: Peers, area: str, defendant: Defendant, *, within_seconds: float = PATIENCE_SECONDS
) -> SentencingOptions:
    """What can be imposed on somebody like this in the area, from whoever answers in time."""
    offered, costs = await asyncio.gather(
        _heard(_offers(peers, area, defendant), within_seconds), _heard(_costs(peers), within_seconds)
    )
    asked = ((AskedService.INTERVENTIONS, offered), (AskedService.COMMISSIONING, costs))
    return SentencingOptions(
        area=area,
        on=defendant.on,
        needs=sorted(defendant.needs),
        partial=any(told.silence for _, told in asked),
        sources=[rules.source_asked(service, told.told_at, told.silence) for service, told in asked],
        requirements=rules.options(defendant, area, offered.content, costs.content or []),
    )


async def _heard(asking: Awaitable[T], within_seconds: float) -> Told[T]:
    try:
        async with asyncio.timeout(within_seconds):
            content = await asking
    except PeerUnavailable:
        return Told(None, silence=Silence.NOT_CONFIGURED)
    except (Unreachable, TimeoutError):
        return Told(None, silence=Silence.NO_ANSWER)
    except ClientProblem:
        return Told(None, silence=Silence.REFUSED)
    return Told(content, told_at=clock.now())


async def _offers(peers: Peers, area: str, defendant: Defendant) -> OfferList:
    return await peers.client(InterventionsClient, AskedService.INTERVENTIONS).offers(area, on=defendant.on)


async def _costs(peers: Peers) -> list[BenchmarkView]:
    """The unit costs of every specification under which a requirement is bought, all asked at once."""
    client = peers.client(CommissioningClient, AskedService.COMMISSIONING)
    asked = (_cost_of(client, code) for code in sorted(set(rules.SPECIFICATIONS.values())))
    return [cost for listed in await asyncio.gather(*asked) for cost in listed]


async def _cost_of(client: CommissioningClient, code: str) -> list[BenchmarkView]:
    try:
        return (await client.list_benchmarks(code)).data
    except ClientProblem as refused:
        if refused.status == HTTPStatus.NOT_FOUND:
            return []
        raise
