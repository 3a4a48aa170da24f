"""The net under every query: without a caller nothing is visible, with one only what the caller reaches, whoever came before."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from chassis.specimen.service import BOOK_FILE, BookRow, NoteRow
from chassis.specimen.trials import proving
from house.estate import Estate
from house.running import Running, once, running, settings_for_test
from noms.chassis.database.engine import Database, UnsafeDatabaseRole, connection_arguments
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona

ORGANISATIONS = ("LDN", "WMP", "KNT")
PATHS = ("/v1/books/{}", "/v1/books/{}/file", "/v1/books/{}/file?&")
TABLES = ("book", "note", "event")


def somebody(name: str, **reach: object) -> Persona:
    return Persona(name, "LDN", CallerKind.STAFF, ("keeper",), reach)


PERSONAS = {
    "LDN": somebody("lucy", organisations=["LDN"]), "WMP": somebody("stan", organisations=["WMP"]),
    "KNT": somebody("kent", organisations=["KNT"]), "LDN+WMP": somebody("dual", organisations=["LDN", "WMP"]),
    "all": somebody("olga", everything=True), "none": somebody("nora"),
}  # fmt: skip


def may_see(persona: str, organisation: str) -> bool:
    return persona == "all" or organisation in persona.split("+")


@pytest.fixture(scope="module")
async def shelf(books: Running) -> dict[str, str]:
    """One book of each organisation, with a note; by organisation."""
    async with books.as_(PERSONAS["all"]) as client:
        for organisation in ORGANISATIONS:
            new = {"isbn": f"SHELF-{organisation}", "title": "Kept", "copies": 1, "organisation": organisation}
            assert (await client.post("/v1/books", json=new, headers=once())).status_code == 201
    return {organisation: f"SHELF-{organisation}" for organisation in ORGANISATIONS}


@pytest.fixture(scope="module")
async def narrow(books: Running, issuer: DevelopmentIssuer) -> AsyncIterator[Running]:
    """The same service over a pool of two connections."""
    async with running(proving, books.settings.model_copy(update={"pool_size": 2}), issuer) as service:
        yield service


async def as_role(estate: Estate, database: str, role: str | None) -> asyncpg.Connection:
    return await asyncpg.connect(**connection_arguments(make_url(estate.url(database, role))))


@pytest.mark.parametrize("role", ["app", "owner"])
async def test_without_a_caller_nothing_is_visible_not_even_to_the_owner_of_the_tables(
    shelf: dict[str, str], estate: Estate, specimen_database: str, role: str
):
    connection = await as_role(estate, specimen_database, getattr(estate, role)("specimen"))
    for _ in range(2):  # the second time the setting has been used and is the empty text
        assert [await connection.fetchval(f"SELECT count(*) FROM {table}") for table in TABLES] == [0, 0, 0]
        async with connection.transaction():
            await connection.execute("SELECT set_config('noms.reach', '*', true)")
            assert await connection.fetchval("SELECT count(*) FROM book") >= 3
    assert await connection.execute("UPDATE book SET copies = 99") == "UPDATE 0"
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await connection.execute("INSERT INTO book SELECT gen_random_uuid(), 'X', 'x', 1, 1, ARRAY['*']")
    await connection.close()


@pytest.mark.parametrize("reach", ["", ",", " ", "organisation:XXX", "organisation:LDN,", "{}", "*extra", "organisation:*", "%"])
async def test_a_reach_that_names_nobody_shows_nobody(shelf: dict[str, str], estate: Estate, specimen_database: str, reach: str):
    connection = await as_role(estate, specimen_database, estate.app("specimen"))
    async with connection.transaction():
        await connection.execute("SELECT set_config('noms.reach', $1, true)", reach)
        seen = [row["isbn"] for row in await connection.fetch("SELECT isbn FROM book")]
    await connection.close()

    assert seen == ([shelf["LDN"]] if reach == "organisation:LDN," else [])


async def test_the_runtime_role_may_delete_nobody_and_empty_nothing(
    shelf: dict[str, str], estate: Estate, specimen_database: str
):
    connection = await as_role(estate, specimen_database, estate.app("specimen"))
    for statement in (
        *(f"DELETE FROM {table}" for table in TABLES),
        "TRUNCATE book, note",
        "ALTER TABLE book DISABLE ROW LEVEL SECURITY",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    await connection.close()


async def test_a_session_sees_nothing_once_its_transaction_has_ended(books: Running, shelf: dict[str, str]):
    async with await books.database.session(Caller.service("specimen")) as session:
        assert await session.scalar(select(func.count()).select_from(BookRow)) >= 3
        await session.commit()
        assert await session.scalar(select(func.count()).select_from(BookRow)) == 0
        await session.rollback()
        assert await session.scalar(select(func.count()).select_from(NoteRow)) == 0


async def test_a_connection_that_comes_back_to_either_pool_remembers_no_caller(narrow: Running, shelf: dict[str, str]):
    async with narrow.as_(PERSONAS["all"]) as client:
        for path in PATHS * 3:
            assert (await client.get(path.format(shelf["LDN"]))).is_success
    for _ in range(4):
        async with narrow.database.engine.connect() as connection:
            assert (await connection.execute(text("SELECT nullif(current_setting('noms.reach', true), '')"))).scalar() is None
        reads = await narrow.database.reads()
        assert not await reads.fetchval("SELECT current_setting('noms.reach', true)")
        assert await reads.fetchval("SELECT count(*) FROM book") == 0


requests = st.lists(
    st.tuples(st.sampled_from(sorted(PERSONAS)), st.sampled_from(ORGANISATIONS), st.sampled_from(PATHS), st.sampled_from(["read", "read", "read", "give up"])),
    min_size=1, max_size=30,
)  # fmt: skip


@given(plan=requests)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_callers_who_share_two_connections_each_see_their_own(
    narrow: Running, shelf: dict[str, str], plan: list[tuple[str, str, str, str]]
):
    clients = {name: narrow.as_(persona) for name, persona in PERSONAS.items()}

    async def ask(persona: str, organisation: str, path: str) -> tuple[bool, bool]:
        answer = await clients[persona].get(path.format(shelf[organisation]))
        assert answer.status_code in {200, 404}, answer.text
        assert not answer.is_success or answer.json()["isbn"] == shelf[organisation]
        return may_see(persona, organisation), answer.is_success

    asked = [asyncio.create_task(ask(*request)) for *request, _ in plan]
    await asyncio.sleep(0.001 * len(plan))
    for task, (*_, until) in zip(asked, plan, strict=True):
        if until == "give up":
            task.cancel()
    for outcome in await asyncio.gather(*asked, return_exceptions=True):
        if not isinstance(outcome, asyncio.CancelledError):
            assert not isinstance(outcome, BaseException), outcome
            should, did = outcome
            assert should == did


async def test_the_statement_itself_is_bound_by_the_reach_and_not_only_by_its_own_condition(
    books: Running, shelf: dict[str, str]
):
    """The text of the reach goes to row security, the list to the condition: with the list too wide, the net still holds."""
    caller = Caller("stan", "c", "WMP", CallerKind.STAFF, frozenset(), frozenset(), ("organisation:WMP",))
    arguments = BOOK_FILE.arguments(caller, shelf["LDN"], {"reach": ["*"]})
    reads = await books.database.reads()

    assert await reads.fetchval(BOOK_FILE.sql, *arguments) is None
    assert await reads.fetchval(BOOK_FILE.sql, *BOOK_FILE.arguments(Caller.service("s"), shelf["LDN"], {})) is not None


async def test_a_part_cannot_be_written_to_a_record_outside_reach_and_it_looks_like_an_absent_one(
    books: Running, shelf: dict[str, str]
):
    async with await books.database.session(Caller.service("specimen")) as session:
        hidden = await session.scalar(select(BookRow.book_id).where(BookRow.isbn == shelf["LDN"]))
    async with books.as_(PERSONAS["WMP"]) as other, books.as_(PERSONAS["LDN"]) as own:
        refused = await other.post("/v1/notes", json={"book_id": str(hidden), "says": "x"}, headers=once())
        absent = await other.post("/v1/notes", json={"book_id": str(uuid4()), "says": "x"}, headers=once())
        written = await own.post("/v1/notes", json={"book_id": str(hidden), "says": "mine"}, headers=once())
        file = (await own.get(f"/v1/books/{shelf['LDN']}/file")).json()

    assert (refused.status_code, absent.status_code, written.status_code) == (404, 404, 201)
    assert {**refused.json(), "instance": ""} == {**absent.json(), "instance": ""}
    assert [note["says"] for note in file["notes"]] == ["kept by LDN", "mine"]


async def test_a_record_cannot_be_handed_out_of_the_writers_own_sight(books: Running, shelf: dict[str, str]):
    caller = Caller("lucy", "c", "LDN", CallerKind.STAFF, frozenset(), frozenset(), ("organisation:LDN",))
    async with await books.database.session(caller) as session:
        book = await session.scalar(select(BookRow).where(BookRow.isbn == shelf["LDN"]))
        assert book is not None
        book.audience = ["organisation:WMP"]
        with pytest.raises(Exception, match="row-level security"):
            await session.flush()


ROLES = {
    "a superuser": "CREATE ROLE {role} LOGIN SUPERUSER PASSWORD '{role}'",
    "one who bypasses row security": "CREATE ROLE {role} LOGIN BYPASSRLS PASSWORD '{role}'",
    "a member of the owner": "CREATE ROLE {role} LOGIN IN ROLE {owner} PASSWORD '{role}'",
    "one who may become the owner": "CREATE ROLE {role} LOGIN NOINHERIT IN ROLE {owner} PASSWORD '{role}'",
    "one who may become one who bypasses": "CREATE ROLE {role}_b BYPASSRLS; CREATE ROLE {role} LOGIN NOINHERIT IN ROLE {role}_b PASSWORD '{role}'",
}


@pytest.mark.parametrize("kind", [*ROLES, "the owner"])
async def test_the_service_refuses_to_start_under_a_role_that_row_security_does_not_bind(
    *, books: Running, estate: Estate, specimen_database: str, jwks: str, issuer: DevelopmentIssuer, kind: str
):
    role = estate.owner("specimen")
    if kind in ROLES:
        role = f"trial_{uuid4().hex[:8]}"
        superuser = await as_role(estate, specimen_database, None)
        await superuser.execute(ROLES[kind].format(role=role, owner=estate.owner("specimen")))
        await superuser.close()
    told = settings_for_test(estate.url(specimen_database, role), jwks, issuer.issuer)

    with pytest.raises(UnsafeDatabaseRole, match="give the service a plain role"):
        async with running(proving, told, issuer):
            raise AssertionError("it started")


async def test_the_plain_role_is_let_in(books: Running):
    database = Database("specimen", books.settings)
    await database.refuse_unsafe_role()
    await database.close()
