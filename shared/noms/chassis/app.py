"""The app factory: a service's rooms on the chassis, from settings to a running application."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from noms.chassis import background
from noms.chassis.database.engine import Database
from noms.chassis.documentation import install_documentation
from noms.chassis.feed.router import feed_router
from noms.chassis.health import Pulse, install_health
from noms.chassis.identity.permissions import scopes_of
from noms.chassis.identity.tokens import KeySet, Verifier
from noms.chassis.logs import install_logs
from noms.chassis.metrics import install_metrics
from noms.chassis.peers import Peers
from noms.chassis.problems import install_problems
from noms.chassis.requests.envelope import Envelope
from noms.chassis.requests.express import Express
from noms.chassis.requests.paging import Cursors
from noms.chassis.service import Service
from noms.chassis.settings import Settings

_STOP_SECONDS = 6


def create_app(service: Service, settings: Settings) -> FastAPI:
    """Build a service. Starting it checks the database role, then begins to follow its peers."""
    install_logs(service.name, settings.log_level)
    app = FastAPI(
        title=service.title,
        version=service.version,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        max_body_size=settings.max_body_bytes,
        lifespan=_lifespan(service, settings),
        telemetry={
            "tracing": settings.telemetry,
            "metrics": settings.telemetry,
            "logs": False,
            "auto_configure": settings.telemetry,
        },
    )
    app.state.impersonal_scopes = frozenset(scope.name for scope in service.scopes if not scope.personal)
    app.state.cursors = Cursors(settings.secret.get_secret_value())
    app.state.verifier = Verifier(
        keys=KeySet(settings.jwks), issuer=settings.issuer, audience=settings.audience, scopes_of=scopes_of(service.roles)
    )
    app.add_middleware(Express, lanes=service.lanes)
    app.add_middleware(Envelope, service=service.name)
    install_problems(app, service.constraints)
    install_health(app, service)
    install_metrics(app)
    for room in service.rooms:
        app.include_router(room)
    app.include_router(feed_router(service.events_scope))
    install_documentation(app, service)
    return app


def _lifespan(service: Service, settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = Database(service.name, settings)
        await database.refuse_unsafe_role()
        peers, stopping = Peers(settings), asyncio.Event()
        app.state.database, app.state.pulse, app.state.peers, app.state.stopping = database, Pulse(database), peers, stopping
        tasks = background.begin(database, service, settings, peers, stopping)
        try:
            yield
        finally:
            stopping.set()
            await background.finish(tasks, within_seconds=_STOP_SECONDS)
            await background.take_checkpoint(database, settings)
            await peers.close()
            await database.close()

    return lifespan
