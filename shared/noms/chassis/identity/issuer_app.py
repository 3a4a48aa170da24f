"""The development issuer over HTTP: its keys, and tokens for registered clients (OAuth 2 client credentials)."""

import secrets
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Depends, FastAPI, Request
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from noms.chassis.identity.issuer import LIFETIME, DevelopmentIssuer, Persona
from noms.chassis.problems import install_problems
from noms.chassis.refusals import BadRequest, NotAuthenticated


def create_issuer_app(issuer: DevelopmentIssuer, clients: Mapping[str, tuple[str, Persona]]) -> FastAPI:
    """Serve the issuer; `clients` maps a client's id to its secret and to whom its tokens stand for."""
    app = FastAPI(title="Development issuer", docs_url=None, redoc_url=None, openapi_url=None)
    install_problems(app, {})
    basic = HTTPBasic(auto_error=False)

    @app.get("/.well-known/jwks.json")
    async def jwks() -> dict[str, Any]:
        return issuer.jwks()

    @app.get("/ping")
    async def ping() -> dict[str, str]:
        return {"status": "UP"}

    @app.post("/oauth/token")
    async def token(request: Request, credentials: Annotated[HTTPBasicCredentials | None, Depends(basic)]) -> dict[str, Any]:
        form = parse_qs((await request.body()).decode("ascii", "replace"))
        if form.get("grant_type") != ["client_credentials"]:
            raise BadRequest("Only the grant type client_credentials is offered.")
        known = clients.get(credentials.username) if credentials else None
        if known is None or credentials is None or not secrets.compare_digest(known[0].encode(), credentials.password.encode()):
            raise NotAuthenticated
        return {"access_token": issuer.token(known[1]), "token_type": "Bearer", "expires_in": int(LIFETIME.total_seconds())}

    return app
