"""The development issuer: signs tokens for local runs and tests. It refuses to exist in production."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from noms.chassis.audit.checkpoint import signing_key
from noms.chassis.clock import now
from noms.chassis.identity.caller import CallerKind
from noms.chassis.settings import Environment

KEY_ID = "development"
LIFETIME = timedelta(minutes=20)


class RefusedInProduction(RuntimeError):
    """The development issuer was asked for in production."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to sign in as."""

    name: str
    organisation: str
    kind: CallerKind
    roles: tuple[str, ...]
    reach: Mapping[str, Any] = field(default_factory=dict)
    on_behalf_of: str | None = None


class DevelopmentIssuer:
    """Signs access tokens with a key of its own, kept in a folder."""

    def __init__(self, key: Ed25519PrivateKey, *, environment: Environment, issuer: str, audience: str = "noms") -> None:
        if environment is Environment.PRODUCTION:
            raise RefusedInProduction("The development issuer does not exist in production: configure NOMS_ISSUER and NOMS_JWKS.")
        self._key = key
        self.issuer = issuer
        self.audience = audience

    @classmethod
    def in_folder(cls, folder: Path, *, environment: Environment, issuer: str) -> Self:
        """The issuer whose key lies in this folder; the key is made at the first use."""
        return cls(key_in(folder / "issuer.pem"), environment=environment, issuer=issuer)

    def jwks(self) -> dict[str, Any]:
        """The public half of the key, as services fetch it."""
        public = json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [public | {"kid": KEY_ID, "alg": "EdDSA", "use": "sig"}]}

    def token(self, persona: Persona, *, lifetime: timedelta = LIFETIME, **changes: Any) -> str:
        """An access token for a persona; `changes` replace claims."""
        issued = now()
        claims = {
            "iss": self.issuer, "aud": self.audience, "sub": persona.name, "client_id": f"noms-{persona.name}",
            "organisation": persona.organisation, "kind": persona.kind, "roles": list(persona.roles),
            "reach": dict(persona.reach), "on_behalf_of": persona.on_behalf_of,
            "iat": issued, "nbf": issued, "exp": issued + lifetime, "jti": str(uuid4()),
        }  # fmt: skip
        return jwt.encode(claims | changes, self._key, "EdDSA", {"kid": KEY_ID, "typ": "at+jwt"})


def key_in(path: Path) -> Ed25519PrivateKey:
    """The Ed25519 key in this file, readable by its owner alone; made when there is none, once even by several processes."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        mine = path.with_name(f"{path.name}.{uuid4().hex}")
        mine.touch(0o600)
        mine.write_bytes(fresh)
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return signing_key(path)
