"""Migrations of one service: run as the owner of its tables, one at a time, with a limit on how long they may wait for a lock."""

import asyncio
from importlib.util import find_spec
from pathlib import Path

import asyncpg
from alembic import command, context
from alembic.config import Config
from sqlalchemy import MetaData, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from noms.chassis.database.engine import connection_arguments

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7301003)")
_PATIENCE = text("SELECT set_config('lock_timeout', '5s', true), set_config('noms.reach', '*', true)")


def migrations_of(service: str) -> Path:
    """The folder of a service's migrations."""
    spec = find_spec(f"services.{service}")
    if spec is None or spec.origin is None:
        raise LookupError(f"there is no service {service}")
    return Path(spec.origin).parent / "migrations"


async def is_current(migrations: Path, owner_url: str) -> bool:
    """Whether the database stands at the newest revision already, so that a start need not wait for Alembic."""
    connection = await asyncpg.connect(**connection_arguments(make_url(owner_url)))
    try:
        if await connection.fetchval("SELECT to_regclass('public.alembic_version')") is None:
            return False
        found = await connection.fetchval("SELECT version_num FROM alembic_version")
        return bool(found == (migrations / ".current-head").read_text("utf-8").strip())
    finally:
        await connection.close()


def configuration(migrations: Path, owner_url: str, app_role: str) -> Config:
    """The Alembic configuration for one folder of migrations; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.attributes.update(owner_url=owner_url, app_role=app_role)
    return config


def run(metadata: MetaData) -> None:
    """What `migrations/env.py` of a service calls."""
    config = context.config

    def migrate(connection: Connection) -> None:
        context.configure(connection=connection, target_metadata=metadata, compare_server_default=False)
        with context.begin_transaction():
            connection.execute(_ONE_AT_A_TIME)
            connection.execute(_PATIENCE)
            context.run_migrations()

    async def connect() -> None:
        engine = create_async_engine(config.attributes["owner_url"])
        async with engine.connect() as connection:
            await connection.run_sync(migrate)
            await connection.commit()
        await engine.dispose()

    asyncio.run(connect())


def upgrade(migrations: Path, owner_url: str, app_role: str, revision: str = "head") -> None:
    """Bring a service's database to a revision. Call it outside an event loop."""
    command.upgrade(configuration(migrations, owner_url, app_role), revision)


def downgrade(migrations: Path, owner_url: str, app_role: str, revision: str) -> None:
    """Take a service's database back to a revision."""
    command.downgrade(configuration(migrations, owner_url, app_role), revision)
