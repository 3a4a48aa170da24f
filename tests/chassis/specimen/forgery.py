"""Tokens that look nearly right: each is one forgery away from a good one."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from noms.chassis.clock import now

Key = Ed25519PrivateKey | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Made = Callable[[], str]
HEAD = {"alg": "EdDSA", "kid": "ed", "typ": "at+jwt"}
_NO_CHANGE: Mapping[str, Any] = {}


def part(content: bytes | object) -> str:
    """One part of a token."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Mint:
    """Keys of an issuer, of three kinds, and tokens made with them: good, unless told otherwise."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.ed25519 = Ed25519PrivateKey.generate()
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())

    def jwks(self) -> dict[str, Any]:
        """What the issuer publishes; between the good keys, some that are of no use here."""
        ed25519 = json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(self.ed25519.public_key()))
        rsa_ = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.rsa.public_key()))
        ec_ = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.ec.public_key()))
        useless = [
            {"kty": "oct", "k": part(b"secret" * 8), "kid": "shared"},
            {"kty": "who knows", "kid": "odd"},
            "not even a key",
        ]
        return {
            "keys": [*useless, ed25519 | {"kid": "ed"}, rsa_ | {"kid": "rsa", "alg": "RS256"}, ec_ | {"kid": "ec", "use": "sig"}]
        }

    def claims(self, **changes: Any) -> dict[str, Any]:
        """What a good token says."""
        issued = now()
        good = {
            "iss": self.issuer, "aud": "noms", "sub": "lucy", "client_id": "noms-lucy", "organisation": "LDN", "kind": "staff",
            "roles": ["keeper"], "reach": {"organisations": ["LDN"]}, "iat": issued, "nbf": issued,
            "exp": issued + timedelta(minutes=5), "jti": str(uuid4()),
        }  # fmt: skip
        return {name: value for name, value in (good | changes).items() if value is not ...}

    def token(
        self, *, key: Key | None = None, algorithm: str = "EdDSA", header: Mapping[str, Any] = _NO_CHANGE, **claims: Any
    ) -> str:
        """A token; `...` takes a claim away."""
        if key is None:
            return self.raw(HEAD | dict(header), json.dumps(self.plain(**claims)).encode())
        return jwt.encode(self.claims(**claims), key, algorithm, HEAD | {"alg": algorithm} | dict(header))

    def raw(self, header: object, claims: bytes | None = None, *, key: Ed25519PrivateKey | None = None) -> str:
        """A token signed over any bytes at all."""
        told = claims if claims is not None else json.dumps(self.plain()).encode()
        signed = f"{part(header)}.{part(told)}"
        return f"{signed}.{part((key or self.ed25519).sign(signed.encode()))}"

    def plain(self, **changes: Any) -> dict[str, Any]:
        """The claims as JSON has them."""
        return {
            name: int(told.timestamp()) if isinstance(told, datetime) else told for name, told in self.claims(**changes).items()
        }

    def signed_with_a_public_key(self, kid: str, public: bytes) -> str:
        """The classic: HS256, with the issuer's public key as the secret."""
        signed = f"{part({'alg': 'HS256', 'kid': kid, 'typ': 'at+jwt'})}.{part(self.plain())}"
        return f"{signed}.{part(hmac.new(public, signed.encode(), hashlib.sha256).digest())}"


def bad_tokens(mint: Mint) -> dict[str, Made]:
    """Values of the Authorization header that must all be refused, by what is wrong with them."""
    claims = {**missing_claims(), **wrong_claims(), **wrong_reach()}
    said = {wrong: _bearer(lambda changes=changes: mint.token(**changes)) for wrong, changes in claims.items()}
    return no_tokens(mint) | said | wrong_heads(mint) | wrong_keys(mint) | wrong_bytes(mint)


def _bearer(made: Made) -> Made:
    return lambda: f"Bearer {made()}"


def no_tokens(mint: Mint) -> dict[str, Made]:
    """What is no bearer token at all."""
    return {
        "nothing after Bearer": lambda: "Bearer", "an empty token": lambda: "Bearer ", "basic": lambda: "Basic bHVjeTpsdWN5",
        "another scheme": lambda: f"Token {mint.token()}", "garbage": lambda: "Bearer garbage", "three dots": lambda: "Bearer ...",
        "binary": lambda: "Bearer \x80\xff.\xfe.\x00", "two tokens": lambda: f"Bearer {mint.token()} {mint.token()}",
        "five parts": lambda: f"Bearer {mint.token()}.a.b", "too long": lambda: f"Bearer {mint.token(jti='x' * 9_000)}",
    }  # fmt: skip


def missing_claims() -> dict[str, dict[str, Any]]:
    """Each claim that a token must carry, taken away."""
    return {f"without {name}": {name: ...} for name in ("iss", "aud", "sub", "exp", "iat", "client_id", "organisation", "kind")}


def wrong_claims() -> dict[str, dict[str, Any]]:
    """Claims that say the wrong thing, or say it in the wrong shape."""
    hour = timedelta(hours=1)
    return {
        "expired": {"exp": now() - hour}, "not yet valid": {"nbf": now() + hour}, "issued tomorrow": {"iat": now() + hour},
        "never ending": {"exp": float("inf")}, "expiry in words": {"exp": "tomorrow"}, "expiry is no number": {"exp": float("nan")},
        "wrong issuer": {"iss": "http://other"}, "issuer in a list": {"iss": ["http://mint.test"]},
        "wrong audience": {"aud": "other"}, "no audience in the list": {"aud": []}, "subject is a number": {"sub": 7},
        "subject of two lines": {"sub": "a\nb"}, "empty subject": {"sub": ""}, "subject without end": {"sub": "x" * 201},
        "unknown kind": {"kind": "visitor"}, "roles in words": {"roles": "keeper"}, "roles are null": {"roles": None},
        "roles of numbers": {"roles": [1]}, "too many roles": {"roles": ["keeper"] * 51}, "scope as list": {"scope": ["x"]},
        "on behalf of two lines": {"on_behalf_of": "a\nb"}, "two names that fit no line": {"on_behalf_of": "x" * 177}, "organisation is a list": {"organisation": ["LDN"]},
    }  # fmt: skip


def wrong_reach() -> dict[str, dict[str, Any]]:
    """The claim that decides whom one sees, in shapes that a lenient reader might take for more than it says."""
    shapes: list[Any] = [
        None, "everything", ["LDN"], 7, {"everything": "yes"}, {"everything": 1}, {"everything": None}, {"organisations": "LDN"},
        {"organisations": ["a,b"]}, {"organisations": ["LDN', '*"]}, {"organisations": [None]}, {"organisations": ["LDN,*"]},
        {"regions": ["*"]}, {"establishments": ["A" * 31]}, {"organisations": ["LDN"] * 201},
    ]  # fmt: skip
    return {f"reach {json.dumps(shape)[:60]}": {"reach": shape} for shape in shapes}


def wrong_heads(mint: Mint) -> dict[str, Made]:
    """Headers of a token that is well signed."""
    crit, none, half = {"crit": ["exp"]}, {"alg": "none"}, {"crit": "b64"}
    heads: dict[str, object] = {
        "wrong type": HEAD | {"typ": "JWT"}, "id token": HEAD | {"typ": "id+jwt"}, "no type": {"alg": "EdDSA", "kid": "ed"},
        "type is a list": HEAD | {"typ": ["at+jwt"]}, "alg none with a signature": HEAD | none, "no alg": {"kid": "ed", "typ": "at+jwt"},
        "alg is a list": HEAD | {"alg": ["EdDSA"]}, "unknown crit": HEAD | crit, "odd crit": HEAD | half,
        "unencoded payload": HEAD | {"b64": False}, "unknown kid": HEAD | {"kid": "elsewhere"}, "no kid": {"alg": "EdDSA", "typ": "at+jwt"},
        "kid to a file": HEAD | {"kid": "../../../../dev/null"}, "kid with SQL": HEAD | {"kid": "ed' OR '1'='1"}, "kid is a number": HEAD | {"kid": 1},
        "kid of another key": HEAD | {"kid": "rsa"}, "alg of another key": HEAD | {"alg": "RS256"}, "header is a list": [], "header is a word": "EdDSA",
    }  # fmt: skip
    return {wrong: _bearer(lambda head=head: mint.raw(head)) for wrong, head in heads.items()}


def wrong_keys(mint: Mint) -> dict[str, Made]:
    """Tokens signed with what the issuer never signed with."""
    own = Ed25519PrivateKey.generate()
    own_jwk = json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(own.public_key())) | {"kid": "ed"}
    pem = mint.rsa.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    raw = mint.ed25519.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    heads: dict[str, dict[str, Any]] = {
        "own key": {}, "own key in jwk": {"jwk": own_jwk}, "own key at jku": {"jku": "http://127.0.0.1:9/jwks"},
        "own key at x5u": {"x5u": "http://127.0.0.1:9/cert"}, "own key in x5c": {"x5c": ["AAAA"]},
    }  # fmt: skip
    forged = {wrong: _bearer(lambda head=head: mint.raw(HEAD | head, key=own)) for wrong, head in heads.items()}
    return forged | {
        "alg none": _bearer(lambda: f"{part(HEAD | {'alg': 'none'})}.{part(mint.plain())}."),
        "alg None": _bearer(lambda: f"{part(HEAD | {'alg': 'None'})}.{part(mint.plain())}."),
        "HS256 with the RSA public key": _bearer(lambda: mint.signed_with_a_public_key("rsa", pem)),
        "HS256 with the Ed25519 public key": _bearer(lambda: mint.signed_with_a_public_key("ed", raw)),
        "HS256 with a published shared key": _bearer(lambda: mint.signed_with_a_public_key("shared", b"secret" * 8)),
        "RS384": _bearer(lambda: mint.token(key=mint.rsa, algorithm="RS384", header={"kid": "rsa"})),
        "PS256": _bearer(lambda: mint.token(key=mint.rsa, algorithm="PS256", header={"kid": "rsa"})),
    }  # fmt: skip


def wrong_bytes(mint: Mint) -> dict[str, Made]:
    """Tokens damaged on the way, or built to break the reader."""
    return {
        "signature cut off": _bearer(lambda: mint.token().rpartition(".")[0] + "."),
        "signature changed": _bearer(lambda: mint.token()[:-5] + "AAAAA"),
        "claims exchanged": _bearer(lambda: _exchanged(mint.token(), mint.token(sub="olga"))),
        "bottomless header": _bearer(lambda: mint.raw(b"[" * 3_000)),
        "bottomless type": _bearer(lambda: mint.raw(b'{"alg":"EdDSA","kid":"ed","typ":' + b"[" * 900 + b"]" * 900 + b"}")),
        "bottomless claims": _bearer(lambda: mint.raw(HEAD, b"[" * 3_000)),
        "claims are a list": _bearer(lambda: mint.raw(HEAD, b"[1]")),
        "claims are not JSON": _bearer(lambda: mint.raw(HEAD, b"{'exp'}")),
        "claims are not UTF-8": _bearer(lambda: mint.raw(HEAD, b'{"sub": "\xff"}')),
        "claims with endless digits": _bearer(lambda: mint.raw(HEAD, b'{"exp": ' + b"1" * 5_000 + b"}")),
    }  # fmt: skip


def _exchanged(one: str, other: str) -> str:
    """The head and signature of one token around the claims of another."""
    (head, _, signature), (_, claims, _) = one.split("."), other.split(".")
    return f"{head}.{claims}.{signature}"
