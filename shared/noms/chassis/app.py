"""The app factory: a service's rooms on the chassis, from settings to a running application."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from noms.chassis import background
from noms.chassis.database.engine import Database
from noms.chassis.documentation import install_documentation
from noms.chassis.feed.router import feed_router
from noms.chassis.feed.tide import Tide
from noms.chassis.health import Pulse, install_health
from noms.chassis.identity.permissions import scopes_of
from noms.chassis.identity.tokens import KeySet, Verifier
from noms.chassis.logs import install_logs
from noms.chassis.metrics import install_metrics
from noms.chassis.peers import Peers
from noms.chassis.problems import answer_to, install_problems
from noms.chassis.requests.envelope import Envelope
from noms.chassis.requests.express import Express
from noms.chassis.requests.paging import Cursors
from noms.chassis.service import Service
from noms.chassis.settings import Settings
from noms.chassis.stopping import told_by_signals

_STOP_SECONDS = 6


def create_app(service: Service, settings: Settings) -> FastAPI:
    """Build a service. Starting it checks the database role, then begins to follow its peers."""
    install_logs(service.name, settings.log_level)
    told = settings.telemetry
    app = FastAPI(
        title=service.title,
        version=service.version,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan(service, settings),
        telemetry={"tracing": told, "metrics": told, "logs": False, "auto_configure": told},
    )
    _install_identity(app, service, settings)
    app.add_middleware(Express, lanes=service.lanes)
    app.add_middleware(
        Envelope,
        service=service.name,
        largest_body=settings.max_body_bytes,
        large_bodies=service.large_bodies,
        failed=lambda error, method: answer_to(error, service.constraints, method),
    )
    install_problems(app, service.constraints)
    install_health(app, service)
    install_metrics(app)
    for room in (*service.rooms, feed_router(service.events_scope)):
        app.include_router(room)
    install_documentation(app, service)
    return app


def _install_identity(app: FastAPI, service: Service, settings: Settings) -> None:
    """What dependencies find on the application: whose tokens are good, what they may do, and how cursors are sealed."""
    app.state.impersonal_scopes = frozenset(scope.name for scope in service.scopes if not scope.personal)
    app.state.cursors = Cursors(settings.secret.get_secret_value())
    app.state.verifier = Verifier(
        keys=KeySet(settings.jwks), issuer=settings.issuer, audience=settings.audience, scopes_of=scopes_of(service.roles)
    )


def _lifespan(service: Service, settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database, peers, stopping = Database(service.name, settings), Peers(settings), asyncio.Event()
        app.state.database, app.state.pulse, app.state.peers, app.state.stopping = database, Pulse(database), peers, stopping
        app.state.tide = Tide(database, stopping)
        try:
            await database.refuse_unsafe_role()
            tasks = background.begin(database, service, settings, peers, stopping)
            try:
                with told_by_signals(stopping):
                    yield
            finally:
                stopping.set()
                await background.finish(tasks, within_seconds=_STOP_SECONDS)
                await background.close_the_books(database, settings)
        finally:
            await peers.close()
            await database.close()

    return lifespan
