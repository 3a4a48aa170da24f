"""The other services, as this one reaches them: one pooled client each, with this service's own tokens."""

from typing import Annotated, TypeVar

from fastapi import Depends, Request

from noms.chassis.refusals import PeerUnavailable
from noms.chassis.settings import Settings
from noms.clients.http import ServiceClient
from noms.clients.tokens import ClientCredentials, TokenSource

C = TypeVar("C", bound=ServiceClient)


class Peers:
    """Clients of the other services, made when first asked for and closed with the service."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clients: dict[tuple[type[ServiceClient], str], ServiceClient] = {}

    def tokens(self) -> TokenSource:
        """Where this service's own tokens come from."""
        settings = self._settings
        if settings.token_url is None:
            raise PeerUnavailable("NOMS_TOKEN_URL is not set, so this service cannot call another.")
        return ClientCredentials(str(settings.token_url), settings.client_id, settings.client_secret.get_secret_value())

    def client(self, kind: type[C], service: str) -> C:
        """The client of one peer.

        Raises:
            PeerUnavailable: its address is not configured.

        """
        known = self._clients.get((kind, service))
        if isinstance(known, kind):
            return known
        address = self._settings.peer_url(service)
        if not address:
            raise PeerUnavailable(f"The address of {service} is not configured: set NOMS_{service.upper()}_URL.")
        made = kind(address, self.tokens())
        self._clients[(kind, service)] = made
        return made

    async def close(self) -> None:
        """Close every client."""
        for client in self._clients.values():
            await client.close()


def _peers(request: Request) -> Peers:
    peers: Peers = request.app.state.peers
    return peers


AskPeers = Annotated[Peers, Depends(_peers)]
"""The other services, for a handler that needs a fresh answer from one."""
