"""The migrations, the tables and the page about this service say the same."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

import services.interventions as home
from builders.interventions.attendance import recorded
from builders.interventions.cohorts import dated, placed
from house.estate import Estate
from house.running import Running
from noms.chassis.database.migrate import configuration, downgrade, migrations_of, upgrade
from noms.chassis.database.rows import ChassisRow
from services.interventions.main import service
from services.interventions.permissions import ROLES
from services.interventions.rows import Row

MIGRATIONS = migrations_of("interventions")
README = (Path(home.__file__).parent / "README.md").read_text("utf-8")


def is_a_rooms_own(_object: object, name: str, kind: str, _reflected: object, _compared: object) -> bool:
    """What the chassis creates by itself is not the rooms' to declare."""
    chassis = name in ChassisRow.metadata.tables or name == "alembic_version"
    return not (kind == "table" and chassis) and not (kind == "index" and name.endswith("_audience_idx"))


async def test_the_rows_say_what_the_migrations_made(interventions: Running):
    def compare(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_a_rooms_own})
        return compare_metadata(context, Row.metadata)

    async with interventions.database.engine.connect() as connection:
        assert await connection.run_sync(compare) == []


@pytest.fixture(scope="module")
async def filled_database(interventions: Running, interventions_database: str) -> str:
    cohort = await dated(interventions)
    await recorded(interventions, await placed(interventions, cohort), cohort["sessions"][0])
    return interventions_database


def test_every_migration_can_be_undone_on_a_filled_database_and_done_again(estate: Estate, filled_database: str):
    owner, app = estate.url(filled_database, estate.owner("interventions")), estate.app("interventions")
    for revision in ("2026_11_21_0001", "base"):
        downgrade(MIGRATIONS, owner, app, revision)
    upgrade(MIGRATIONS, owner, app)


def test_the_current_head_is_the_newest_revision():
    script = ScriptDirectory.from_config(configuration(MIGRATIONS, "postgresql://", "nobody"))

    assert script.get_heads() == [(MIGRATIONS / ".current-head").read_text("utf-8").strip()]


@pytest.mark.parametrize("scope", service.scopes, ids=lambda scope: scope.name)
def test_the_page_about_the_service_tells_who_holds_each_permission(scope):
    holders = ", ".join(role for role, scopes in ROLES.items() if scope in scopes)

    assert f"| `{scope.name}` | {holders} |" in README


def test_no_role_holds_a_scope_twice_and_every_scope_is_held():
    held = {scope for scopes in ROLES.values() for scope in scopes}

    assert all(len(set(scopes)) == len(scopes) for scopes in ROLES.values())
    assert held == {*service.scopes, service.events_scope}
