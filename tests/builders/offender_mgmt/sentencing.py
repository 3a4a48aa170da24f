"""The real interventions and commissioning on ports of their own, for a court that asks what it can impose."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import uvicorn
from fastapi import FastAPI

from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona
from noms.cli.personas import service_persona
from noms.contracts.commissioning.benchmarks import BenchmarkView
from noms.contracts.interventions.offers import OfferList, ProgrammeOffer

sentencer = Persona("judge", "HMCTS", CallerKind.STAFF, ("sentencer",), {})


class PortServer(uvicorn.Server):
    """A server that says when it is ready, and leaves signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def on_a_port(app: FastAPI) -> AsyncIterator[str]:
    """The address of an application whose lifespan has begun already."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = PortServer(uvicorn.Config(app, log_level="critical", lifespan="off"))
    task = asyncio.create_task(server._serve([listening]))
    await server.ready.wait()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.force_exit = server.should_exit = True
        await task
        listening.close()


def token_desk(issuer: DevelopmentIssuer) -> FastAPI:
    """Gives offender_mgmt the token by which its peers know it."""
    app = FastAPI()

    @app.post("/oauth/token")
    async def token() -> dict[str, str | int]:
        given = issuer.token(service_persona("offender_mgmt"))
        return {"access_token": given, "token_type": "Bearer", "expires_in": 1200}

    return app


def silent_peer() -> FastAPI:
    """A service that takes a request and does not answer."""
    app = FastAPI()

    @app.get("/{path:path}")
    async def hang(path: str) -> None:
        await asyncio.sleep(60)

    return app


def refusing_peer() -> FastAPI:
    """A service that knows nobody."""
    return FastAPI()


def offer(**changes: Any) -> ProgrammeOffer:
    """Thinking skills with four free places from 4 October 2010."""
    facts: dict[str, Any] = {
        "programme_code": "TSP", "name": "Thinking Skills Programme", "pathway_codes": ["ATB"], "populations": ["M", "F"],
        "eligibility": None, "sessions": 19, "length_weeks": 19, "groups_planned": 1, "places_free": 4,
        "next_start_on": "2010-10-04", "referrals_waiting": 2, "completed": 8, "not_completed": 2, "source": "TSP submission",
    }  # fmt: skip
    return ProgrammeOffer.model_validate(facts | changes)


def offers(*offered: ProgrammeOffer) -> OfferList:
    """What London offers on 29 September 2010."""
    told = {"area": "LDN", "on": "2010-09-29", "counted_from": "2008-09-28", "told_at": "2010-09-29T09:00:00Z"}
    return OfferList.model_validate(told | {"data": list(offered)})


def cost(**changes: Any) -> BenchmarkView:
    """What a completion cost in 2009-10, of all areas."""
    facts: dict[str, Any] = {
        "specification": "PROGRAMME-COMPLETION", "year": "2009-10", "unit": "programme_completion", "establishment_function": None,
        "provider": None, "low_pence": 100_000, "central_pence": 150_000, "high_pence": 200_000, "basis": "estimate", "source": "x",
    }  # fmt: skip
    return BenchmarkView.model_validate(facts | changes)


ON = date(2010, 9, 29)
