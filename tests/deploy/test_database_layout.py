"""create-roles.sh lays out a real server, and the services' own rules accept what it made."""

import asyncio
import base64
import hashlib
import hmac
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from pydantic import SecretStr

from chassis.embedded.watching import asked
from house.services import NAMES
from noms.chassis.database.engine import Database, UnsafeDatabaseRole
from noms.chassis.database.migrate import migrations_of, upgrade
from noms.chassis.embedded.programs import find_programs
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import Programs, ServerSettings
from noms.chassis.settings import Environment, Settings

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "postgres" / "create-roles.sh"


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    """A server of its own: the script names roles that belong to the whole server."""
    with EmbeddedServer(ServerSettings.for_tests()) as started:
        lay_out(started)
        yield started


def password_of(service: str, role: str) -> str:
    return f"{service}'s \\ {role}"


def lay_out(server: EmbeddedServer) -> None:
    """Run the script as the image does, with passwords that need quoting."""
    passwords = {f"{name.upper()}_{role}_PASSWORD": password_of(name, role) for name in NAMES for role in ("OWNER", "APP")}
    at = {"PGHOST": str(server.listening.socket_folder), "PGPORT": str(server.listening.port), "PGUSER": "postgres"}
    path = f"{find_programs(Programs.EMBEDDED).folder}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["sh", str(SCRIPT)], env={**at, **passwords, "PATH": path}, check=True)


async def judge(server: EmbeddedServer, service: str, role: str) -> None:
    """Let the service judge a role before it would start with it."""
    url = SecretStr(server.url(service, role))
    database = Database(service, Settings(environment=Environment.TEST, database_url=url, jwks="no-keys"))
    try:
        await database.refuse_unsafe_role()
    finally:
        await database.close()


async def enter(server: EmbeddedServer, role: str, database: str) -> None:
    at = server.listening
    connection = await asyncpg.connect(host=str(at.socket_folder), port=at.port, user=role, database=database)
    await connection.close()


@pytest.mark.parametrize("service", NAMES)
def test_the_owner_can_migrate_and_the_service_accepts_the_runtime_role(server: EmbeddedServer, service: str):
    upgrade(migrations_of(service), server.url(service, f"{service}_owner"), f"{service}_app")

    asyncio.run(judge(server, service, f"{service}_app"))


@pytest.mark.parametrize("service", NAMES)
def test_the_service_refuses_to_start_as_the_owner_of_its_tables(server: EmbeddedServer, service: str):
    upgrade(migrations_of(service), server.url(service, f"{service}_owner"), f"{service}_app")

    with pytest.raises(UnsafeDatabaseRole):
        asyncio.run(judge(server, service, f"{service}_owner"))


@pytest.mark.parametrize(("role", "database"), [("commissioning_app", "offender_mgmt"), ("interventions_owner", "commissioning")])
def test_no_role_enters_the_database_of_another_service(server: EmbeddedServer, role: str, database: str):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        asyncio.run(enter(server, role, database))


def test_running_it_again_takes_rights_away_that_somebody_gave(server: EmbeddedServer):
    asked(server, "ALTER ROLE commissioning_app SUPERUSER BYPASSRLS CREATEDB")

    lay_out(server)

    rights = "SELECT rolsuper OR rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname = 'commissioning_app'"
    assert asked(server, rights) is False


def holds(verifier: str, password: str) -> bool:
    """Whether what the server keeps is the SCRAM-SHA-256 verifier of this password (RFC 5803)."""
    _, told, keys = verifier.split("$")
    rounds, salt = told.split(":")
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(salt), int(rounds))
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    return base64.b64decode(keys.split(":")[0]) == hashlib.sha256(client_key).digest()


@pytest.mark.parametrize("service", NAMES)
@pytest.mark.parametrize("role", ["owner", "app"])
def test_every_role_has_the_password_that_was_meant_for_it(server: EmbeddedServer, service: str, role: str):
    kept = asked(server, f"SELECT rolpassword FROM pg_authid WHERE rolname = '{service}_{role}'")

    assert holds(str(kept), password_of(service, role.upper()))
    assert not holds(str(kept), "guess")
