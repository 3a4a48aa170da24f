"""Each database has an owner and an app role without special rights, and nobody else may connect."""

import asyncio
from collections.abc import Iterator

import asyncpg
import pytest

from chassis.embedded.watching import asked
from noms.chassis.embedded.databases import connect_as_superuser, ensure_database
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import ServerSettings


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    with EmbeddedServer(ServerSettings.for_tests()) as started:
        yield started


async def runs(server: EmbeddedServer, role: str, database: str, statement: str) -> None:
    """Run a statement as the role in the database."""
    at = server.listening
    connection = await asyncpg.connect(host=str(at.socket_folder), port=at.port, user=role, database=database)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def test_both_roles_have_no_special_rights_even_if_they_had_them_before(server: EmbeddedServer):
    asked(server, "CREATE ROLE first_app SUPERUSER BYPASSRLS CREATEROLE CREATEDB NOLOGIN")

    asyncio.run(ensure_database(server, "first_cases", "first_owner", "first_app"))

    rights = asked(
        server,
        "SELECT array_agg(DISTINCT ARRAY[rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin])"
        " FROM pg_roles WHERE rolname IN ('first_owner', 'first_app')",
    )
    assert rights == [[False, False, False, False, False, True]]


def test_the_owner_makes_tables_and_the_app_role_does_not(server: EmbeddedServer):
    asyncio.run(ensure_database(server, "second_cases", "second_owner", "second_app"))

    asyncio.run(runs(server, "second_owner", "second_cases", "CREATE TABLE cases (crn text)"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        asyncio.run(runs(server, "second_app", "second_cases", "CREATE TABLE more (crn text)"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        asyncio.run(runs(server, "second_app", "second_cases", "SELECT * FROM cases"))


def test_the_roles_of_one_database_may_not_connect_to_another(server: EmbeddedServer):
    asyncio.run(ensure_database(server, "third_cases", "third_owner", "third_app"))
    asyncio.run(ensure_database(server, "third_agreements", "third_other_owner", "third_other_app"))

    for role in ("third_owner", "third_app"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            asyncio.run(runs(server, role, "third_agreements", "SELECT 1"))


def test_asking_again_and_by_several_at_once_changes_nothing(server: EmbeddedServer):
    async def several() -> None:
        await asyncio.gather(*(ensure_database(server, "fourth_cases", "fourth_owner", "fourth_app") for _ in range(4)))

    asyncio.run(several())
    asyncio.run(runs(server, "fourth_owner", "fourth_cases", "CREATE TABLE cases (crn text)"))
    asyncio.run(several())

    assert asked(server, "SELECT count(*) FROM pg_database WHERE datname = 'fourth_cases'") == 1
    asyncio.run(runs(server, "fourth_owner", "fourth_cases", "SELECT * FROM cases"))


def test_names_with_odd_signs_are_names_and_nothing_else(server: EmbeddedServer):
    asyncio.run(ensure_database(server, 'a "b"; --', 'own"er', "a'pp"))

    asyncio.run(runs(server, "a'pp", 'a "b"; --', "SELECT 1"))


def test_a_database_brings_no_extension(server: EmbeddedServer):
    asyncio.run(ensure_database(server, "sixth_cases", "sixth_owner", "sixth_app"))

    async def extensions() -> list[str]:
        connection = await connect_as_superuser(server, "sixth_cases")
        try:
            return [row["extname"] for row in await connection.fetch("SELECT extname FROM pg_extension")]
        finally:
            await connection.close()

    assert asyncio.run(extensions()) == ["plpgsql"]
