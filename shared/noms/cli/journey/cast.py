"""Who acts in the journey: a client of each service for each persona, with that persona's own token."""

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self, TypeVar

import httpx

from noms.cli.personas import PERSONAS
from noms.cli.places import LocalEstate
from noms.clients.commissioning import CommissioningClient
from noms.clients.feed import FeedReader
from noms.clients.http import ServiceClient
from noms.clients.interventions import InterventionsClient
from noms.clients.offender_mgmt import OffenderMgmtClient
from noms.clients.tokens import GivenToken

C = TypeVar("C", bound=ServiceClient)


class Cast:
    """Opens clients when they are first asked for, and closes all of them in the end."""

    def __init__(self, estate: LocalEstate, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.estate = estate
        self._transport = transport
        self._issuer = estate.issuer()
        self._open: dict[tuple[type[ServiceClient], str, str], ServiceClient] = {}
        self._closing = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._closing.aclose()

    async def _client(self, kind: type[C], service: str, persona: str) -> C:
        known = self._open.get((kind, service, persona))
        if isinstance(known, kind):
            return known
        made = kind(self.estate.url(service), GivenToken(self._issuer.token(PERSONAS[persona])), transport=self._transport)
        self._open[(kind, service, persona)] = await self._closing.enter_async_context(made)
        return made

    async def offender_mgmt(self, persona: str) -> OffenderMgmtClient:
        """offender_mgmt, as this persona calls it."""
        return await self._client(OffenderMgmtClient, "offender_mgmt", persona)

    async def interventions(self, persona: str) -> InterventionsClient:
        """interventions, as this persona calls it."""
        return await self._client(InterventionsClient, "interventions", persona)

    async def commissioning(self, persona: str) -> CommissioningClient:
        """commissioning, as this persona calls it."""
        return await self._client(CommissioningClient, "commissioning", persona)

    async def feed(self, service: str, persona: str) -> FeedReader:
        """The event feed of a service, as this persona reads it."""
        return await self._client(FeedReader, service, persona)
