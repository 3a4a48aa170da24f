"""The databases of a server: each has an owner who may change its tables and an app role that may only connect."""

import asyncpg

from noms.chassis.embedded.cluster import SUPERUSER
from noms.chassis.embedded.server import EmbeddedServer

_ROLE_RIGHTS = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION"
_ONE_AT_A_TIME = 0x4E4F4D53


async def ensure_database(server: EmbeddedServer, name: str, owner_role: str, app_role: str) -> None:
    """Make sure that the database and both roles are there with exactly the rights they should have; safe to repeat."""
    connection = await connect_as_superuser(server)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _ONE_AT_A_TIME)
        for role in (owner_role, app_role):
            await _ensure_role(connection, role)
        if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
            await connection.execute(f"CREATE DATABASE {quoted(name)} OWNER {quoted(owner_role)}")
        await connection.execute(f"ALTER DATABASE {quoted(name)} OWNER TO {quoted(owner_role)}")
        await connection.execute(f"REVOKE ALL ON DATABASE {quoted(name)} FROM PUBLIC")
        await connection.execute(f"GRANT CONNECT ON DATABASE {quoted(name)} TO {quoted(owner_role)}, {quoted(app_role)}")
    finally:
        await connection.close()


async def connect_as_superuser(server: EmbeddedServer, database: str = "postgres") -> "asyncpg.Connection[asyncpg.Record]":
    """Connect with every right, to lay out databases. No service ever connects like this."""
    at = server.listening
    return await asyncpg.connect(host=str(at.socket_folder), port=at.port, user=SUPERUSER, database=database, timeout=30)


def quoted(name: str) -> str:
    """The name as an SQL identifier, whatever signs it holds."""
    return '"' + name.replace('"', '""') + '"'


async def _ensure_role(connection: "asyncpg.Connection[asyncpg.Record]", role: str) -> None:
    if not await connection.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", role):
        await connection.execute(f"CREATE ROLE {quoted(role)}")
    await connection.execute(f"ALTER ROLE {quoted(role)} {_ROLE_RIGHTS}")
