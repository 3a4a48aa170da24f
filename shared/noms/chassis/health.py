"""Signs of life: for probes, for people, and for the other services. None of them needs a token; none asks a peer."""

import asyncio
import math
import time
from typing import Literal

import asyncpg
from fastapi import FastAPI, Response
from sqlalchemy.exc import SQLAlchemyError

from noms.chassis.database.engine import Database
from noms.chassis.service import Service
from noms.contracts.wire import View

_REMEMBERED_SECONDS = 2


class Health(View):
    """How a service feels."""

    status: Literal["UP", "DOWN"]
    components: dict[str, Literal["UP", "DOWN"]]


class Info(View):
    """What is running."""

    name: str
    title: str
    version: str


class Pulse:
    """The database's sign of life, asked at most every two seconds however many probes there are."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._taken_at = -math.inf
        self._alive = False
        self._taking = asyncio.Lock()

    async def alive(self) -> bool:
        """Whether the database answered lately."""
        async with self._taking:
            if time.monotonic() - self._taken_at > _REMEMBERED_SECONDS:
                self._alive = await self._answers()
                self._taken_at = time.monotonic()
        return self._alive

    async def _answers(self) -> bool:
        try:
            async with asyncio.timeout(2):
                await self._database.ping()
        except (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            return False
        return True


def install_health(app: FastAPI, service: Service) -> None:
    """Serve `/health`, its liveness and readiness, `/ping` and `/info`."""

    async def report(response: Response) -> Health:
        pulse: Pulse = app.state.pulse
        status: Literal["UP", "DOWN"] = "UP" if await pulse.alive() and not app.state.stopping.is_set() else "DOWN"
        response.status_code = 200 if status == "UP" else 503
        return Health(status=status, components={"database": status})

    app.add_api_route("/health", report, operation_id="health", tags=["health"], summary="How the service and its database feel.",
                      responses={503: {"model": Health}}, openapi_extra={"x-public": True})  # fmt: skip
    app.add_api_route("/health/readiness", report, tags=["health"], summary="Whether requests may be sent here.",
                      responses={503: {"model": Health}}, operation_id="readiness", openapi_extra={"x-public": True})  # fmt: skip

    @app.get("/health/liveness", tags=["health"], openapi_extra={"x-public": True})
    async def liveness() -> Health:
        """Whether the process answers at all."""
        return Health(status="UP", components={})

    @app.get("/ping", tags=["health"], openapi_extra={"x-public": True})
    async def ping() -> Health:
        """The cheapest sign of life; other services use this one."""
        return Health(status="UP", components={})

    @app.get("/info", tags=["health"], openapi_extra={"x-public": True})
    async def info() -> Info:
        """What is running, and which version."""
        return Info(name=service.name, title=service.title, version=service.version)
