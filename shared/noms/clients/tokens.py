"""Where a client gets its bearer token: given, or fetched from the issuer by client credentials and kept until it is old."""

import asyncio
import time
from typing import Protocol

import httpx

from noms.clients.problems import Unreachable

_RENEW_BEFORE_SECONDS = 60
_LASTS_UNLESS_TOLD_SECONDS = 120


class TokenSource(Protocol):
    """Anything that can give a valid bearer token."""

    async def token(self) -> str:
        """A token that is valid now."""
        ...


class GivenToken:
    """A token that was handed over."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self) -> str:
        """The token, as it was given."""
        return self._token


class ClientCredentials:
    """Tokens of a registered client (OAuth 2 client credentials), renewed a minute before they end."""

    def __init__(self, token_url: str, client_id: str, client_secret: str) -> None:
        self._token_url = token_url
        self._credentials = (client_id, client_secret)
        self._token = ""
        self._good_until = 0.0
        self._renewing = asyncio.Lock()

    async def token(self) -> str:
        """A token that is valid for at least a minute."""
        if time.monotonic() >= self._good_until:
            async with self._renewing:
                if time.monotonic() >= self._good_until:
                    await self._renew()
        return self._token

    async def _renew(self) -> None:
        try:
            async with httpx.AsyncClient(timeout=3) as client:
                response = await client.post(self._token_url, data={"grant_type": "client_credentials"}, auth=self._credentials)
                answer = response.raise_for_status().json()
            self._token = str(answer["access_token"])
            lasts_seconds = float(answer.get("expires_in", _LASTS_UNLESS_TOLD_SECONDS))
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unreachable("the issuer gives no token") from error
        self._good_until = time.monotonic() + lasts_seconds - _RENEW_BEFORE_SECONDS
