"""Databases for tests: each built once by the service's real migrations, then cloned."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy.engine import make_url

from noms.chassis.database.migrate import migrations_of, upgrade
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import ServerSettings


@dataclass
class Estate:
    """A PostgreSQL cluster that tests may fill: the embedded one, or the one at NOMS_TEST_SERVER (a superuser's URL)."""

    admin_url: str
    suffix: str = field(default_factory=lambda: uuid4().hex[:8])
    templates: dict[str, str] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def url(self, database: str, role: str | None = None) -> str:
        url = make_url(self.admin_url).set(database=database)
        if role is not None:
            url = url.set(username=role, password=role if url.password else None)
        return url.render_as_string(hide_password=False)

    def owner(self, service: str) -> str:
        return f"{service}_owner_{self.suffix}"

    def app(self, service: str) -> str:
        return f"{service}_app_{self.suffix}"

    def administer(self, *statements: str, database: str | None = None) -> None:
        async def run() -> None:
            url = make_url(self.admin_url)
            query = dict(url.query)
            connection = await asyncpg.connect(
                host=query.get("host") or url.host, port=int(query.get("port") or url.port or 5432), user=url.username,
                password=url.password, database=database or url.database,
            )  # fmt: skip
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run(run())

    def template(self, service: str, migrations: Path | None = None) -> str:
        """The name of a database that holds the service's migrated, empty schema."""
        if service not in self.templates:
            owner, app, name = self.owner(service), self.app(service), f"{service}_{self.suffix}"
            self.administer(
                f"CREATE ROLE {owner} LOGIN PASSWORD '{owner}' NOSUPERUSER NOBYPASSRLS",
                f"CREATE ROLE {app} LOGIN PASSWORD '{app}' NOSUPERUSER NOBYPASSRLS",
            )
            self.administer(f"CREATE DATABASE {name} OWNER {owner}")
            self.administer(f"ALTER SCHEMA public OWNER TO {owner}", database=name)
            self.made.append(name)
            upgrade(migrations or migrations_of(service), self.url(name, owner), app)
            self.templates[service] = name
        return self.templates[service]

    def database(self, service: str, migrations: Path | None = None) -> str:
        """A fresh database with the service's schema; answers its name."""
        template = self.template(service, migrations)
        name = f"{template}_{uuid4().hex[:6]}"
        self.administer(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {self.owner(service)}")
        self.made.append(name)
        return name

    def empty_database(self, service: str) -> str:
        """A database without any schema, owned as the service's own would be."""
        self.template(service)
        name = f"{service}_empty_{uuid4().hex[:6]}"
        self.administer(f"CREATE DATABASE {name} OWNER {self.owner(service)}")
        self.administer(f"ALTER SCHEMA public OWNER TO {self.owner(service)}", database=name)
        self.made.append(name)
        return name

    def clear(self) -> None:
        self.administer(*(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in reversed(self.made)))


@contextmanager
def open_estate() -> Iterator[Estate]:
    """The cluster of this test session."""
    given = os.environ.get("NOMS_TEST_SERVER")
    if given:
        estate = Estate(given)
        try:
            yield estate
        finally:
            estate.clear()
    else:
        with EmbeddedServer(ServerSettings.for_tests()) as server:
            yield Estate(server.url("postgres", "postgres"))
