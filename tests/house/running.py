"""Services that run inside the test: the real application, its lifespan, real tokens, and a client that speaks HTTP to it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from noms.chassis.app import create_app
from noms.chassis.database.engine import Database
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona
from noms.chassis.service import Service
from noms.chassis.settings import Environment, Settings


@dataclass
class Running:
    """A service under test. `as_(persona)` gives a client that calls it with that persona's token."""

    app: FastAPI
    issuer: DevelopmentIssuer
    settings: Settings
    _clients: dict[Persona | None, httpx.AsyncClient] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.app.state.database

    def as_(self, persona: Persona | None, **claims: Any) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {self.issuer.token(persona, **claims)}"} if persona else {}
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app, raise_app_exceptions=False), base_url="http://service", headers=headers
        )


def once() -> dict[str, str]:
    """A header with a fresh Idempotency-Key."""
    return {"Idempotency-Key": str(uuid4())}


def settings_for_test(database_url: str, jwks: str, issuer: str, **changes: Any) -> Settings:
    given: Mapping[str, Any] = {
        "environment": Environment.TEST, "database_url": SecretStr(database_url), "jwks": jwks, "issuer": issuer,
        "follow": False, "log_level": "CRITICAL", "pool_size": 8, "pool_timeout_seconds": 30, "statement_timeout_ms": 30_000,
    }  # fmt: skip
    return Settings(**(dict(given) | changes))


@asynccontextmanager
async def running(service: Service, settings: Settings, issuer: DevelopmentIssuer) -> AsyncIterator[Running]:
    app = create_app(service, settings)
    async with app.router.lifespan_context(app):
        yield Running(app, issuer, settings)
