"""The database of commissioning: migrations go both ways on filled tables, and the records are what the code says."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import create_async_engine

from builders.commissioning.agreements import live
from builders.commissioning.peers import Peers
from builders.commissioning.personas import CONTRACT_MANAGER
from house.estate import Estate
from house.running import Running, once
from noms.chassis.database.migrate import configuration, downgrade, migrations_of, upgrade
from noms.chassis.database.rows import ChassisRow
from services.commissioning.agreements import tables as _agreements  # noqa: F401 - its tables belong to the metadata
from services.commissioning.organisations import tables as _organisations  # noqa: F401 - its tables belong to the metadata
from services.commissioning.payments import tables as _payments  # noqa: F401 - its tables belong to the metadata
from services.commissioning.performance import tables as _performance  # noqa: F401 - its tables belong to the metadata
from services.commissioning.ratings import tables as _ratings  # noqa: F401 - its tables belong to the metadata
from services.commissioning.rows import Row

pytestmark = pytest.mark.usefixtures("clean_slate")

MIGRATIONS = migrations_of("commissioning")
NEVER_CHANGED = [
    "staff_return",
    "agreement_measure",
    "signature",
    "period",
    "computation",
    "result",
    "rating",
    "settlement",
    "settlement_line",
]


def test_the_file_of_the_current_head_names_the_newest_revision():
    head = ScriptDirectory.from_config(configuration(MIGRATIONS, "postgresql+asyncpg://", "app")).get_current_head()

    assert (Path(MIGRATIONS) / ".current-head").read_text().strip() == head


async def test_the_tables_of_the_code_are_the_tables_of_the_database(service: Running):
    engine = create_async_engine(service.database.url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), Row.metadata)
        )
    await engine.dispose()
    of_columns = [
        d for d in differences if isinstance(d, list) or d[0] in {"add_table", "remove_table", "add_column", "remove_column"}
    ]
    ours = [
        d for d in of_columns if not (d[0] == "remove_table" and d[1].name in {*ChassisRow.metadata.tables, "alembic_version"})
    ]

    assert ours == []


async def test_what_was_computed_and_settled_cannot_be_changed_by_the_service(service: Running):
    async with service.database.engine.connect() as connection:
        for table in NEVER_CHANGED:
            for statement in (
                f"UPDATE {table} SET {'source' if table == 'staff_return' else 'agreement_id'} = NULL",
                f"DELETE FROM {table}",
            ):
                with pytest.raises(ProgrammingError, match="permission denied"):
                    await connection.execute(text(statement))
                await connection.rollback()


async def test_row_security_hides_every_part_of_an_agreement_without_a_reach(service: Running, peers: Peers):
    agreement = await live(service)
    async with service.as_(CONTRACT_MANAGER) as client:
        days = {"from_day": "2010-04-01", "to_day": "2010-04-30"}
        assert (await client.post(f"/v1/agreements/{agreement}/periods", json=days, headers=once())).status_code == 201
    for reach, seen in (("", 0), ("organisation:KNT", 0), ("organisation:LDN", 1)):
        async with service.database.engine.connect() as connection:
            await connection.execute(text("SELECT set_config('noms.reach', :reach, true)"), {"reach": reach})
            for table in ("agreement", *NEVER_CHANGED[1:]):
                rows = (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
                assert min(rows, 1) == seen, (table, reach)


def test_migrations_go_up_down_and_up_again_on_a_filled_database(estate: Estate):
    name, owner, app = estate.empty_database("commissioning"), estate.owner("commissioning"), estate.app("commissioning")
    url = estate.url(name, owner)

    async def fill() -> None:
        engine = create_async_engine(url)
        async with engine.begin() as connection:
            await connection.execute(text("SELECT set_config('noms.reach', '*', true)"))
            for statement in FILLING:
                await connection.execute(text(statement))
        await engine.dispose()

    upgrade(MIGRATIONS, url, app)
    asyncio.run(fill())
    downgrade(MIGRATIONS, url, app, "base")
    upgrade(MIGRATIONS, url, app)
    asyncio.run(fill())


_ID = "'00000000-0000-4000-8000-000000000001'"
FILLING = [
    f"INSERT INTO staff_return VALUES ({_ID}, 'LON', '2010-06-30', 1, 2, 3, 4, 'a return', 'carol', now())",
    f"""INSERT INTO agreement VALUES ({_ID}, 'CONTRACT', 'LON', 'LDN', 'programme_completions', 365, 150000, 0,
        '2010-04-01', '2011-03-31', 'live', now(), now(), ARRAY['*', 'organisation:LDN'])""",
    f"INSERT INTO agreement_measure VALUES ({_ID}, {_ID}, 'programme_completions', 1, 'interventions', 'high', 90, 100, 110, 3)",
    f"INSERT INTO signature VALUES ({_ID}, {_ID}, 'provider', 'Chief Executive', '2010-03-22', now())",
    f"INSERT INTO period VALUES ({_ID}, {_ID}, '2010-04-01', '2010-04-30')",
    f"INSERT INTO computation VALUES ({_ID}, {_ID}, {_ID}, 1, now(), 'mark')",
    f"""INSERT INTO result VALUES ({_ID}, {_ID}, {_ID}, 'programme_completions', 1, 'percent_of_profile', '2010-04-01',
        '2010-04-30', 31, '30', '310/3', 0, 'interventions', 1, 'as counted', 7, ARRAY[{_ID}::uuid], ARRAY[]::uuid[])""",
    f"INSERT INTO rating VALUES ({_ID}, {_ID}, 1, 3, '27/10', '{{}}')",
    f"INSERT INTO settlement VALUES ({_ID}, {_ID}, {_ID}, 1, 1, 'hash', now())",
    f"INSERT INTO settlement_line VALUES ({_ID}, 'programme_completions', {_ID}, '30', 4500000, 4500000, '30 at 150000p')",
]


async def test_the_database_itself_refuses_two_periods_that_share_a_day(service: Running):
    agreement = await live(service)
    insert = "INSERT INTO period VALUES (gen_random_uuid(), '{}', '{}', '{}')"
    async with service.database.engine.connect() as connection:
        await connection.execute(text("SELECT set_config('noms.reach', '*', true)"))
        await connection.execute(text(insert.format(agreement, "2010-06-01", "2010-06-30")))
        await connection.execute(text(insert.format(agreement, "2010-07-01", "2010-07-31")))
        with pytest.raises(Exception, match="period_agreement_id_days_excl"):
            await connection.execute(text(insert.format(agreement, "2010-06-30", "2010-06-30")))
