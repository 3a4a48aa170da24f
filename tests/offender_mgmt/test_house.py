"""The migrations, the tables and the page about this service say the same."""

import asyncio
from datetime import date
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, make_url

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import absence, back, correction, reception, release
from builders.offender_mgmt.enforcement import attendance_recorded, hear, warning_to_give
from builders.offender_mgmt.escorts import escort
from builders.offender_mgmt.merges import merged
from builders.offender_mgmt.particulars import alias
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.progress import hear as hear_everywhere
from builders.offender_mgmt.progress import referral_moved
from builders.offender_mgmt.sentences import order_made
from house.estate import Estate
from house.running import Running, once
from noms.chassis.database.engine import connection_arguments
from noms.chassis.database.migrate import configuration, downgrade, migrations_of, upgrade
from noms.chassis.database.rows import ChassisRow
from noms.contracts.events import Event
from services.offender_mgmt import main
from services.offender_mgmt.permissions import EVENTS_READ, ROLES
from services.offender_mgmt.rows import Row

MIGRATIONS = migrations_of("offender_mgmt")
README = (MIGRATIONS.parent / "README.md").read_text("utf-8")


def is_a_column_of_a_room(_object: object, name: str, kind: str, _reflected: object, _compared: object) -> bool:
    """Indexes and constraints stand in the migrations alone; the chassis' tables are its own."""
    return kind == "column" or (kind == "table" and name not in {*ChassisRow.metadata.tables, "alembic_version"})


async def test_the_rows_say_what_the_migrations_made(service: Running):
    def compare(connection: Connection) -> list[object]:
        options = {"compare_type": True, "include_object": is_a_column_of_a_room}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Row.metadata)

    async with service.database.engine.connect() as connection:
        assert await connection.run_sync(compare) == []


@pytest.fixture(scope="module")
async def filled_database(service: Running, service_database: str) -> str:
    async with service.as_(personas.offender_manager) as client:
        number = [{"kind": "pnc", "value": "02/73319Z", "held_from": "2002-11-04"}]
        order = await order_made(client, await registered(client, identifiers=number))
        url = f"/v1/orders/{order['order_id']}"
        await hear(service, attendance_recorded(order, "2010-11-08"))
        await client.post(f"{url}/warnings", json=warning_to_give("2010-11-10"), headers=once())
        await hear(service, attendance_recorded(order, "2010-11-22"))
        assert (await client.post(f"{url}/breaches", json={"begun_on": "2010-11-23"}, headers=once())).status_code == 201
        await hear_everywhere(service, referral_moved(order))
        await hear_everywhere(service, attendance_recorded(order, "2010-11-29", outcome_code="ATTC", failure_to_comply=False))
        case = await an_open_case(client)
        received = await case.record("receptions", reception(received_on="2010-06-15"))
        earlier = {"moved_on": "2010-06-14", "reason_code": "I", "moved_into": "RHI"}
        await case.record(f"movements/{received['movement_id']}/corrections", correction(earlier))
        await case.record("absences", absence(left_on="2010-07-05"))
        async with service.as_(personas.contractor_system) as prison:
            await case.seen_by(prison).record("escorts", escort())
        await case.record("returns", back(returned_on="2010-07-05"))
        await case.record("releases", release(released_on="2010-08-01", reason_code="DEC"))
        await order_made(client, handed := await registered(client, surname="Handed"), ends_on="2011-10-03", provider="WMP")
        for officer in (offender_manager(), offender_manager(officer_code="LDN2", starts_on="2011-10-04")):
            await OpenCase(client, handed).record("allocations", officer)
        twice = await an_open_case(client, surname="Twice")
        await twice.record("aliases", alias())
        sent = {"kind": "parole_number", "value": "P 1", "held_from": "2009-01-01", "from_feed": True}
        assert (await client.post(f"/v1/persons/{twice.crn}/identifiers", json=sent, headers=once())).status_code == 201
        kept = await registered(client, surname="Kept")
    async with service.as_(personas.records_manager) as client:
        await merged(client, kept, twice.crn)
    return service_database


DEATHS_KNOWN = """
SELECT array_agg(died_on), (SELECT count(*) FROM attendance_heard WHERE referral_id IS NOT NULL)
  FROM person WHERE died_on IS NOT NULL"""


def test_deaths_and_referrals_heard_of_before_they_were_kept_are_found_again(estate: Estate, filled_database: str):
    owner, app = estate.url(filled_database, estate.owner("offender_mgmt")), estate.app("offender_mgmt")
    downgrade(MIGRATIONS, owner, app, "2026_11_21_0004")
    upgrade(MIGRATIONS, owner, app)

    async def known() -> tuple[object, ...]:
        connection = await asyncpg.connect(**connection_arguments(make_url(owner)))
        try:
            await connection.execute("SET noms.reach = '*'")
            return tuple(await connection.fetchrow(DEATHS_KNOWN))
        finally:
            await connection.close()

    assert asyncio.run(known()) == ([date(2010, 8, 1)], 1)


def test_records_left_open_to_a_trust_whose_part_had_ended_are_closed(estate: Estate, filled_database: str):
    owner, app = estate.url(filled_database, estate.owner("offender_mgmt")), estate.app("offender_mgmt")
    downgrade(MIGRATIONS, owner, app, "2026_11_21_0005")

    async def seen_by(*statements: str) -> list[str]:
        connection = await asyncpg.connect(**connection_arguments(make_url(owner)))
        try:
            for statement in ("SET noms.reach = '*'", *statements):
                await connection.execute(statement)
            return list(await connection.fetchval("SELECT audience FROM person WHERE surname = 'Handed'"))
        finally:
            await connection.close()

    left_open = (
        "UPDATE person SET audience = audience || '{organisation:WMP,region:WM,establishment:RHI}' WHERE surname = 'Handed'"
    )
    assert "region:WM" in asyncio.run(seen_by(left_open))
    upgrade(MIGRATIONS, owner, app)
    assert asyncio.run(seen_by()) == ["*", "establishment:RHI", "organisation:LDN", "region:LON"]


def test_every_migration_can_be_undone_on_a_filled_database_and_done_again(estate: Estate, filled_database: str):
    owner, app = estate.url(filled_database, estate.owner("offender_mgmt")), estate.app("offender_mgmt")
    for revision in ("2026_11_21_0002", "2026_11_21_0001", "base"):
        downgrade(MIGRATIONS, owner, app, revision)
    upgrade(MIGRATIONS, owner, app)


def test_the_current_head_is_the_newest_revision():
    script = ScriptDirectory.from_config(configuration(MIGRATIONS, "postgresql://", "nobody"))

    assert script.get_heads() == [(MIGRATIONS / ".current-head").read_text("utf-8").strip()]


@pytest.mark.parametrize("scope", [*main.service.scopes, EVENTS_READ], ids=lambda scope: scope.name)
def test_the_page_about_the_service_tells_who_holds_each_permission(scope):
    holders = ", ".join(role for role, scopes in ROLES.items() if scope in scopes)

    assert f"| `{scope.name}` | {holders} |" in README


def test_no_role_holds_a_scope_twice_and_every_scope_is_held():
    held = {scope for scopes in ROLES.values() for scope in scopes}

    assert all(len(set(scopes)) == len(scopes) for scopes in ROLES.values())
    assert held == {*main.service.scopes, EVENTS_READ}


def test_the_page_about_the_service_names_every_room_and_every_event():
    published = {event.type for event in Event.__subclasses__() if event.type.startswith("offender_mgmt.")}
    rooms = {path.parent.name for path in Path(MIGRATIONS).parent.glob("*/__init__.py")}

    assert {event for event in published if f"| `{event}` |" not in README} == set()
    assert {room for room in rooms if f"| `{room}` |" not in README} == set()
