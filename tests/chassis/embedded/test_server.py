"""A server is there in a second, keeps its data, and is gone when its last user has left."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from chassis.embedded.watching import asked, has_stopped
from noms.chassis.embedded.programs import find_programs
from noms.chassis.embedded.refusal import ServerRefused
from noms.chassis.embedded.server import EmbeddedServer
from noms.chassis.embedded.settings import Programs, ServerSettings


def installed_programs() -> list[Programs]:
    """The kinds of programs on this machine: always the embedded ones, and those of the system if there are any."""
    try:
        find_programs(Programs.SYSTEM)
    except ServerRefused:
        return [Programs.EMBEDDED]
    return [Programs.EMBEDDED, Programs.SYSTEM]


def listened_addresses(server: EmbeddedServer) -> object:
    return asked(server, "SELECT current_setting('listen_addresses')")


@pytest.mark.parametrize("programs", installed_programs())
def test_a_fresh_directory_becomes_a_server_that_knows_all_letters_and_listens_to_no_network(folder: Path, programs: Programs):
    with EmbeddedServer(ServerSettings(folder / "home", programs, durable=False)) as server:
        assert asked(server, "SELECT lower('ÉOWYN')") == "éowyn"
        assert asked(server, "SELECT 'Z' < 'a'") is True
        assert listened_addresses(server) == ""
        assert asked(server, "SELECT current_setting('data_checksums')") == "on"
        assert asked(server, "SELECT current_setting('jit')") == "off"
        assert asked(server, "SELECT current_setting('TimeZone')") == "UTC"
        assert asked(server, "SELECT current_setting('server_encoding')") == "UTF8"

    assert has_stopped(folder / "home")


def test_what_was_written_is_there_after_the_next_start(home: Path):
    with EmbeddedServer(ServerSettings(home)) as server:
        asked(server, "CREATE TABLE kept AS SELECT 7 AS number")
        assert asked(server, "SELECT current_setting('fsync')") == "on"

    with EmbeddedServer(ServerSettings(home)) as server:
        assert asked(server, "SELECT number FROM kept") == 7


def test_the_server_stays_until_the_last_of_its_users_has_left(home: Path):
    first, second = (EmbeddedServer(ServerSettings(home, durable=False)) for _ in range(2))
    first.start()
    second.start()
    assert first.listening == second.listening

    first.stop()
    assert second.answers()
    assert not first.answers()

    second.stop()
    assert has_stopped(home, within_seconds=0)


def test_starting_and_stopping_twice_changes_nothing(home: Path):
    server = EmbeddedServer(ServerSettings(home, durable=False))
    server.stop()
    server.start()
    pid = server.listening.pid
    server.start()
    assert server.listening.pid == pid
    server.stop()
    server.stop()
    assert has_stopped(home, within_seconds=0)


def test_a_server_that_is_not_started_has_no_address(folder: Path):
    with pytest.raises(ServerRefused, match="call start"):
        EmbeddedServer(ServerSettings(folder)).url("noms", "noms")


def test_a_throw_away_server_leaves_no_trace():
    settings = ServerSettings.for_tests()
    with EmbeddedServer(settings) as server:
        sockets = server.listening.socket_folder
        assert sockets.is_dir()

    assert not sockets.exists()
    assert not settings.directory.exists()


def test_a_directory_too_deep_for_a_socket_has_its_socket_elsewhere(home: Path):
    deep = home.parent / ("a-folder-with-a-very-long-name-" * 4) / "æøå & co"
    deep.parent.mkdir(mode=0o755)
    home.rename(deep)

    with EmbeddedServer(ServerSettings(deep, durable=False)) as server:
        assert not server.listening.socket_folder.is_relative_to(deep)
        assert asked(server, "SELECT 1") == 1
        assert server.listening.socket_folder.stat().st_mode & 0o777 == 0o700
    assert not server.answers()


def test_the_address_reaches_the_database_through_sqlalchemy_whatever_the_names(folder: Path, home: Path):
    odd = folder / "50% of a & b?#"
    home.rename(odd)
    with EmbeddedServer(ServerSettings(odd, port=6543, durable=False)) as server:
        asked(server, """CREATE ROLE "o'neil@prison" LOGIN""")
        asked(server, """CREATE DATABASE "case/files 50%" """)

        async def who() -> tuple[str, str]:
            engine = create_async_engine(server.url("case/files 50%", "o'neil@prison"))
            async with engine.connect() as connection:
                row = (await connection.execute(text("SELECT current_user, current_database()"))).one()
            await engine.dispose()
            return row[0], row[1]

        assert asyncio.run(who()) == ("o'neil@prison", "case/files 50%")


def test_the_projects_server_lies_below_the_checkout_and_the_environment_chooses_its_programs(folder: Path):
    assert ServerSettings.of_project(folder, {}) == ServerSettings(folder / ".noms" / "postgres", Programs.EMBEDDED)
    assert ServerSettings.of_project(folder, {"NOMS_POSTGRES": "system"}).programs is Programs.SYSTEM
    assert ServerSettings.of_project(folder, {"NOMS_POSTGRES": ""}).programs is Programs.EMBEDDED
