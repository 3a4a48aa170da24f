"""OAuth 2 bearer tokens: verified against the issuer's published keys, and remembered until they expire."""

import asyncio
import json
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import httpx
import jwt
import structlog
from pydantic import Field, ValidationError, model_validator

from noms.chassis.identity.caller import Caller, CallerKind, ReachClaim, user_tag
from noms.chassis.refusals import NotAuthenticated, Unavailable
from noms.contracts.wire import Line, View

ALGORITHMS = ("EdDSA", "RS256", "ES256")
LEEWAY_SECONDS = 30
_TYPES = ("at+jwt", "application/at+jwt")
_ASK_AGAIN_SECONDS = 1
_LARGEST_TOKEN = 8_192
_ROLE_OF_A_SERVICE = "-service"
_LONGEST_NAMES = 180
"""Who acts and for whom, together: what is kept of both is a line of 200 characters."""
_log = structlog.get_logger("noms.tokens")

ScopesOf = Callable[[frozenset[str]], frozenset[str]]
"""What a set of roles may do in this service."""


class Claims(View):
    """The claims of an access token that this house reads."""

    sub: Line
    client_id: Line
    organisation: Line
    kind: CallerKind
    roles: list[Line] = Field(default=[], max_length=50)
    scope: str | None = None
    reach: ReachClaim = ReachClaim()
    on_behalf_of: Line | None = None
    exp: float

    def reaches(self) -> tuple[str, ...]:
        """The tags of the caller: what the token says, and the user who calls or is called for; a service itself is no user."""
        if self._is_a_service():
            return self.reach.tags()
        users = {self.sub, self.on_behalf_of or self.sub}
        return tuple(sorted({*self.reach.tags(), *map(user_tag, users)}))

    def _is_a_service(self) -> bool:
        """Whether one of the services calls another, and for nobody: the roles that they hold end in `-service`."""
        named = self.kind is CallerKind.STAFF or self.on_behalf_of is not None
        return not named and bool(self.roles) and all(role.endswith(_ROLE_OF_A_SERVICE) for role in self.roles)

    @model_validator(mode="after")
    def _both_names_fit_a_line(self) -> Self:
        if self.on_behalf_of is not None and len(self.sub) + len(self.on_behalf_of) > _LONGEST_NAMES:
            raise ValueError("The two names are kept as one line.")
        return self


class KeySet:
    """The issuer's public keys: read when first needed, again when a token names an unknown one, and every few minutes.

    So a new key is taken up within seconds, and one that the issuer has withdrawn is given up within minutes.
    """

    def __init__(self, place: str, *, at_most_every_seconds: float = 10, at_least_every_seconds: float = 300) -> None:
        self._place = place
        self._at_most, self._at_least = at_most_every_seconds, at_least_every_seconds
        self._keys: Mapping[str, jwt.PyJWK] | None = None
        self._asked_at = -math.inf
        self._fetching = asyncio.Lock()

    async def key(self, kid: str) -> jwt.PyJWK:
        """The public key with this id.

        Raises:
            NotAuthenticated: the issuer has no such key.
            Unavailable: the issuer's keys could never be read so far.

        """
        if self._due(kid) and not (self._knows(kid) and self._fetching.locked()):
            async with self._fetching:
                if self._due(kid):
                    await self._refresh()
        if self._keys is None:
            raise Unavailable("The issuer's keys cannot be read, so no token can be checked: try again in a moment.")
        if kid not in self._keys:
            raise NotAuthenticated
        return self._keys[kid]

    def _knows(self, kid: str) -> bool:
        return self._keys is not None and kid in self._keys

    def _due(self, kid: str) -> bool:
        return time.monotonic() - self._asked_at > (self._at_least if self._knows(kid) else self._at_most)

    async def _refresh(self) -> None:
        try:
            document = await self._read()
            self._keys = {str(key.key_id): key for key in map(_usable_key, document["keys"]) if key is not None}
            self._asked_at = time.monotonic()
        except (httpx.HTTPError, OSError, ValueError, KeyError, TypeError) as error:
            self._asked_at = time.monotonic() - self._at_most + _ASK_AGAIN_SECONDS
            _log.warning("the issuer's keys cannot be read", error=type(error).__name__)

    async def _read(self) -> Any:
        if self._place.startswith(("http://", "https://")):
            async with httpx.AsyncClient(timeout=3) as client:
                response = await client.get(self._place)
                return response.raise_for_status().json()
        return json.loads(await asyncio.to_thread(Path(self._place).read_text, "utf-8"))


def _usable_key(entry: Any) -> jwt.PyJWK | None:
    """A published key that may sign tokens here; None for any other, so that one strange entry does not hide the rest."""
    try:
        key = jwt.PyJWK(entry)
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
        return None
    return key if key.algorithm_name in ALGORITHMS and key.public_key_use in (None, "sig") else None


class Verifier:
    """Turns a bearer token into a caller, or refuses it. The answer is remembered, bounded in number, until expiry."""

    def __init__(self, *, keys: KeySet, issuer: str, audience: str, scopes_of: ScopesOf, remembers: int = 10_000) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience
        self._scopes_of = scopes_of
        self._remembers = remembers
        self._verified: OrderedDict[str, tuple[float, Caller]] = OrderedDict()

    async def caller(self, token: str) -> Caller:
        """Who presents this token.

        Raises:
            NotAuthenticated: the token is malformed, forged, expired, for somebody else, or of another type.

        """
        known = self.remembered(token)
        if known is not None:
            return known
        claims = await self._verify(token)
        caller = self._caller_of(claims)
        self._verified[token] = (claims.exp, caller)
        if len(self._verified) > self._remembers:
            self._verified.popitem(last=False)
        return caller

    def remembered(self, token: str) -> Caller | None:
        """Who presents this token, if it was verified before and has not expired."""
        known = self._verified.get(token)
        if known is None or known[0] <= time.time():
            return None
        self._verified.move_to_end(token)
        return known[1]

    async def _verify(self, token: str) -> Claims:
        try:
            if len(token) > _LARGEST_TOKEN:
                raise NotAuthenticated
            header = jwt.get_unverified_header(token)
            kind = header.get("typ")
            if header.get("alg") not in ALGORITHMS or not isinstance(kind, str) or kind.lower() not in _TYPES:
                raise NotAuthenticated
            key = await self._keys.key(str(header.get("kid")))
            claims = jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
            return Claims.model_validate(claims)
        except (jwt.PyJWTError, ValidationError, ValueError, TypeError) as error:
            raise NotAuthenticated from error

    def _caller_of(self, claims: Claims) -> Caller:
        roles = frozenset(claims.roles)
        scopes = self._scopes_of(roles)
        if claims.scope is not None:
            scopes &= frozenset(claims.scope.split())
        return Caller(
            subject=claims.sub,
            client=claims.client_id,
            organisation=claims.organisation,
            kind=claims.kind,
            roles=roles,
            scopes=scopes,
            reach=claims.reaches(),
            on_behalf_of=claims.on_behalf_of,
        )
