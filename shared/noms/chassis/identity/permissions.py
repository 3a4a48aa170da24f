"""Scopes: each operation names one, roles carry them, and a caller without it is refused whatever the record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.openapi.models import OAuthFlowClientCredentials, OAuthFlows
from fastapi.security import OAuth2, SecurityScopes

from noms.chassis.identity.caller import Caller
from noms.chassis.identity.tokens import ScopesOf, Verifier
from noms.chassis.refusals import NotAuthenticated, NotPermitted


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that a role may do in one service, such as `offender_mgmt:persons:read`."""

    name: str
    says: str
    personal: bool = True
    """Whether it opens people's records: then every reading is audited and no answer may be cached."""


RoleScopes = Mapping[str, Iterable[Scope]]


def scopes_of(roles: RoleScopes) -> ScopesOf:
    """What a set of roles may do, by the role table of one service; an unknown role may do nothing."""
    table = {role: frozenset(scope.name for scope in scopes) for role, scopes in roles.items()}

    def may_do(held: frozenset[str]) -> frozenset[str]:
        return frozenset().union(*(table.get(role, frozenset()) for role in held))

    return may_do


_bearer = OAuth2(
    flows=OAuthFlows(clientCredentials=OAuthFlowClientCredentials(tokenUrl="oauth/token", scopes={})),
    scheme_name="bearer",
    description="A bearer token of the configured issuer. Locally: `noms token --as offender-manager`.",
    auto_error=False,
)


def _bearer_token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise NotAuthenticated
    return token


async def authenticated(request: Request) -> Caller:
    """The verified caller of this request, whatever it may do."""
    known: Caller | None = getattr(request.state, "caller", None)
    if known is None:
        verifier: Verifier = request.app.state.verifier
        known = request.state.caller = await verifier.caller(_bearer_token(request))
    return known


async def admitted(request: Request, scopes: Sequence[str]) -> Caller:
    """The verified caller of this request, who holds all of these scopes.

    Raises:
        NotAuthenticated: the token is missing, or no good.
        NotPermitted: a scope is missing.

    """
    caller = await authenticated(request)
    request.state.personal = not request.app.state.impersonal_scopes.issuperset(scopes)
    if not caller.scopes.issuperset(scopes):
        raise NotPermitted
    return caller


async def _authorised(scopes: SecurityScopes, request: Request, _scheme: Annotated[Any, Security(_bearer)]) -> Caller:
    return await admitted(request, scopes.scopes)


def may(scope: Scope) -> Any:
    """Let an operation in only with this scope: `CaseReader = Annotated[Caller, may(CASES_READ)]`."""
    return Security(_authorised, scopes=[scope.name])


AnyCaller = Annotated[Caller, Depends(authenticated)]
"""A verified caller, for the few parts of the chassis that serve every role."""
