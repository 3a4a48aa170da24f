"""The databases of the local estate: the embedded server's, or those that NOMS_DATABASE_URL_<SERVICE> names."""

import asyncio
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy.engine import make_url

from noms.chassis.database.migrate import is_current, migrations_of, upgrade
from noms.chassis.embedded.databases import ensure_database
from noms.chassis.embedded.refusal import ServerRefused
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import ServerSettings
from noms.cli.personas import SERVICES
from noms.cli.places import LocalEstate
from noms.cli.screen import step


@dataclass(frozen=True, slots=True)
class ServiceDatabase:
    """The two roles' addresses of one service's database."""

    app_url: str
    owner_url: str

    @property
    def app_role(self) -> str:
        """The runtime role's name."""
        return str(make_url(self.app_url).username)


class MigrationUrlMissing(RuntimeError):
    """A database was given for the service, but not the owner's address for its migrations."""


def _given(service: str) -> ServiceDatabase | None:
    app = os.environ.get(f"NOMS_DATABASE_URL_{service.upper()}")
    if not app:
        return None
    owner = os.environ.get(f"NOMS_MIGRATION_URL_{service.upper()}")
    if not owner:
        raise MigrationUrlMissing(
            f"NOMS_DATABASE_URL_{service.upper()} is set: set NOMS_MIGRATION_URL_{service.upper()} too, to the owner's address."
        )
    return ServiceDatabase(app, owner)


async def _embedded(server: EmbeddedServer, service: str) -> ServiceDatabase:
    owner, app = f"{service}_owner", f"{service}_app"
    await ensure_database(server, service, owner, app)
    return ServiceDatabase(server.url(service, app), server.url(service, owner))


def server_settings(estate: LocalEstate) -> ServerSettings:
    """The embedded server of this estate."""
    return replace(ServerSettings.of_project(estate.root), directory=estate.folder / "postgres")


ASK_EVERY_SECONDS = 2.0


class Databases(dict[str, ServiceDatabase]):
    """The database of each service, and the embedded server behind those that were not given by URL."""

    server: EmbeddedServer | None = None
    _asked_at: float = 0.0

    def refuse_dead_server(self) -> None:
        """Stop when the embedded server has ended: the services would answer 503 for ever.

        Raises:
            ServerRefused: with the sentence that says what to do.

        """
        if time.monotonic() - self._asked_at < ASK_EVERY_SECONDS:
            return
        self._asked_at = time.monotonic()
        if self.server is not None and not self.server.answers():
            raise ServerRefused("PostgreSQL ended by itself: start again with `make run`; what was stored is there.")


@contextmanager
def open_databases(estate: LocalEstate, services: Sequence[str] = SERVICES) -> Iterator[Databases]:
    """The database of each service, for as long as the context lasts. PostgreSQL is started only for those not given by URL."""
    databases = Databases({service: given for service in services if (given := _given(service)) is not None})
    missing = [service for service in services if service not in databases]
    if not missing:
        yield databases
        return
    with step("starting PostgreSQL"):
        server = EmbeddedServer(server_settings(estate))
        server.start()
    databases.server = server
    try:
        for service in missing:
            databases[service] = asyncio.run(_embedded(server, service))
        yield databases
    finally:
        server.stop()


def migrate_all(databases: Mapping[str, ServiceDatabase]) -> None:
    """Bring each database to the newest schema."""
    for service, database in databases.items():
        if not asyncio.run(is_current(migrations_of(service), database.owner_url)):
            with step(f"migrating {service}"):
                upgrade(migrations_of(service), database.owner_url, database.app_role)
