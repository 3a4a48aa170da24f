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
from services.commissioning.answers import tables as _answers  # noqa: F401 - its tables belong to the metadata
from services.commissioning.comparators import tables as _comparators  # noqa: F401 - its tables belong to the metadata
from services.commissioning.disputes import tables as _disputes  # noqa: F401 - its tables belong to the metadata
from services.commissioning.facts import tables as _facts  # noqa: F401 - its tables belong to the metadata
from services.commissioning.invoices import tables as _invoices  # noqa: F401 - its tables belong to the metadata
from services.commissioning.notices import tables as _notices  # noqa: F401 - its tables belong to the metadata
from services.commissioning.organisations import tables as _organisations  # noqa: F401 - its tables belong to the metadata
from services.commissioning.payments import tables as _payments  # noqa: F401 - its tables belong to the metadata
from services.commissioning.performance import tables as _performance  # noqa: F401 - its tables belong to the metadata
from services.commissioning.provisions import tables as _provisions  # noqa: F401 - its tables belong to the metadata
from services.commissioning.ratings import tables as _ratings  # noqa: F401 - its tables belong to the metadata
from services.commissioning.result_disputes import tables as _result_disputes  # noqa: F401 - its tables belong to the metadata
from services.commissioning.results import tables as _results  # noqa: F401 - its tables belong to the metadata
from services.commissioning.rows import Row
from services.commissioning.runs import tables as _runs  # noqa: F401 - its tables belong to the metadata
from services.commissioning.samples import tables as _samples  # noqa: F401 - its tables belong to the metadata
from services.commissioning.step_ins import tables as _step_ins  # noqa: F401 - its tables belong to the metadata
from services.commissioning.term_versions import tables as _terms  # noqa: F401 - its tables belong to the metadata
from services.commissioning.terminations import tables as _terminations  # noqa: F401 - its tables belong to the metadata

pytestmark = pytest.mark.usefixtures("clean_slate")

MIGRATIONS = migrations_of("commissioning")
NEVER_CHANGED = [
    "staff_return",
    "agreement_measure",
    "agreement_text",
    "agreement_line",
    "agreement_party",
    "agreement_clause",
    "agreement_fee",
    "agreement_move",
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
    f"""INSERT INTO agreement VALUES ({_ID}, 'CONTRACT', 'LON', 'LDN', '2010-04-01', '2011-03-31', 'live', now(), now(),
        ARRAY['*', 'organisation:LDN'], 'outbound', 1)""",
    f"""INSERT INTO agreement_measure VALUES ({_ID}, {_ID}, 'programme_completions', 1, 'interventions', 'high', 90, 100, 110, 3,
        1, '2010-04-01', NULL, false)""",
    f"INSERT INTO agreement_text VALUES ({_ID}, 1, 'original', '2010-04-01', '2011-03-31', NULL, now())",
    f"""INSERT INTO agreement_line VALUES ({_ID}, {_ID}, 'PROGRAMME-COMPLETION', 1, 'LDN', 365, 150000, 1, '2010-04-01', NULL,
        false)""",
    f"""INSERT INTO agreement_party VALUES ({_ID}, {_ID}, 'LDN', 'London Probation Trust', 'provider', 'probation_trust', NULL,
        '{{}}', 1, '2010-04-01', NULL, false)""",
    f"""INSERT INTO agreement_clause VALUES ({_ID}, {_ID}, 'PRICE', '32', 'Price', 'words', '{{}}', 'a source', 1, '2010-04-01',
        NULL, false)""",
    f"INSERT INTO agreement_fee VALUES ({_ID}, {_ID}, 100, 1, '2010-04-01', NULL, false)",
    f"INSERT INTO extension_option VALUES ({_ID}, 1, '2010-12-31', '2012-03-31')",
    f"""INSERT INTO agreement_move VALUES ({_ID}, 1, 'commence', 'signed', 'live', '2010-04-01', NULL, NULL, 'carol', 'carol',
        now())""",
    f"INSERT INTO purchase VALUES ({_ID}, {_ID}, 'LON LDN PROGRAMME-COMPLETION LDN', '2010-04-01', '2011-03-31', false)",
    f"""INSERT INTO variation VALUES ({_ID}, {_ID}, 1, 'discretionary', 'proposed', 'a reason', '2010-04-01', '{{}}', NULL, NULL,
        NULL, 0, 1, NULL, 'carol', now(), NULL)""",
    f"""INSERT INTO variation_signature VALUES ({_ID}, 'provider', {_ID}, 'Chief Executive', '2010-03-22', 'ldn', 'ldn', now())""",
    f"""INSERT INTO specification_benchmark VALUES ({_ID}, 'UNPAID-WORK', '2010-11', 'hour', NULL, 'LDN', 1, 2, 3, 'estimate',
        'a source', 'carol', now())""",
    f"INSERT INTO signature VALUES ({_ID}, {_ID}, 'provider', 'Chief Executive', '2010-03-22', now())",
    f"""INSERT INTO agreement_target VALUES ({_ID}, {_ID}, 'programme_completions', 1, 92, 102, 112, '2010-10-01', NULL, 'LON', NULL,
        NULL, 'carol', 'carol', now(), NULL)""",
    f"""INSERT INTO provider_return VALUES ({_ID}, {_ID}, 'staff_sickness_in_probation', 1, '2010-05', '2010-05-01', '2010-05-31', 1, 585,
        50, NULL, '2010-06-15', 0, 'ldn', 'ldn', now())""",
    f"INSERT INTO overdue_return VALUES ({_ID}, 'staff_sickness_in_probation', '2010-06', '2010-07-15', now())",
    f"INSERT INTO period VALUES ({_ID}, {_ID}, '2010-04-01', '2010-04-30')",
    f"INSERT INTO computation VALUES ({_ID}, {_ID}, {_ID}, 1, now(), 'mark')",
    f"""INSERT INTO result VALUES ({_ID}, {_ID}, {_ID}, 'programme_completions', 1, 'percent_of_profile', '2010-04-01',
        '2010-04-30', 31, '30', '310/3', 0, 'interventions', 1, 'as counted', 7, ARRAY[{_ID}::uuid], ARRAY[]::uuid[])""",
    f"INSERT INTO rating VALUES ({_ID}, {_ID}, 1, 3, '27/10', '{{}}')",
    f"INSERT INTO settlement VALUES ({_ID}, {_ID}, {_ID}, 1, 1, 'hash', now())",
    f"INSERT INTO settlement_line VALUES ({_ID}, 'programme_completions', {_ID}, '30', 4500000, 4500000, '30 at 150000p')",
    f"""INSERT INTO payment_terms VALUES ({_ID}, 1, '2010-04-01', NULL, '{{}}', 'hash', 'nina', now(), NULL)""",
    "INSERT INTO index_value VALUES ('RPI', '2010-01-01', 1, '217.9', '2010-02-16', 'nina', now())",
    f"""INSERT INTO payment_fact VALUES ({_ID}, {_ID}, 'volume', '', '2010-06-30', '2150', 1, 'a source', ARRAY[{_ID}::uuid],
        'nina', now())""",
    f"""INSERT INTO settlement_run VALUES ({_ID}, 1, 1, '2010-04-30', '2011-03-31', '2010-05-04', 'nina', now(), 1, 'hash', 'hash', 1,
        NULL, '{{}}', NULL, NULL, NULL, '[]', 100, 100, 0, false, '{{}}')""",
    f"INSERT INTO settlement_month VALUES ({_ID}, 1, 1, 1, '2010-04-01', '2010-04-30', 100, 100, '[]', NULL)",
    f"""INSERT INTO line_dispute VALUES ({_ID}, {_ID}, {_ID}, 1, 1, '2010-04-01', 'base_fee', '', '2010-05-10', 5, 'rhi', now(),
        NULL, NULL, NULL)""",
    f"""INSERT INTO provision VALUES ({_ID}, {_ID}, 'ELECTRONIC-MONITORING', 'o-000000000001', 1, 'p-000000000001', '[]',
        ARRAY[]::uuid[], 'a source', 'mark', now())""",
    f"""INSERT INTO invoice VALUES ({_ID}, {_ID}, 'INV-1', 'hash', '2010-04-30', '2010-05-04', now(), 'ldn', 0, 0, 0, '[]', '[]')""",
    f"INSERT INTO invoice_match VALUES ({_ID}, 1, {_ID}, now(), 'ldn', 1, 'hash', 0, 0, 0, 0, '2010-06-02', '[]', '[]')",
    f"""INSERT INTO paid_days VALUES ({_ID}, {_ID}, {_ID}, 1, 'ELECTRONIC-MONITORING', 'p-000000000001', 'o-000000000001',
        '2010-04-01', '2010-04-30', NULL)""",
    f"""INSERT INTO notice VALUES ({_ID}, {_ID}, 1, 'default', 'deductions_in_a_month', 'deductions', NULL, '{{2010-06-30}}',
        '2010-07-12', 'DEFAULT', 'grounds', '[{{"kind": "settlement"}}]', NULL, NULL, NULL, '2010-06-30', '2011-07-30', 'mark',
        'mark', now())""",
    f"INSERT INTO notice_statement VALUES ({_ID}, 1, {_ID}, '2010-07-20', 'a side', '[]', 'ldn', now())",
    f"INSERT INTO rectification_plan VALUES ({_ID}, 1, {_ID}, '2010-07-23', '2010-07-26', 'p', '2010-10-29', 'ldn', 'ldn', now())",
    f"INSERT INTO rectification_plan_decision VALUES ({_ID}, 1, {_ID}, 'accepted', '2010-07-28', 'r', '2010-10-29', 'mark', now())",
    f"INSERT INTO notice_closing VALUES ({_ID}, 'rectified', {_ID}, '2010-10-18', 'r', '[]', 'mark', now())",
    f"""INSERT INTO step_in VALUES ({_ID}, {_ID}, 1, 'loss_of_control', '{{safety_of_any_person}}', NULL, 'governor', '2010-08-20',
        '2010-08-20', '2010-08-20', now())""",
    f"INSERT INTO step_in_term VALUES ({_ID}, 1, {_ID}, '2010-08-20', '2011-02-19', 'r', 'sos', now())",
    f"INSERT INTO step_in_ending VALUES ({_ID}, {_ID}, 'control_secured', '2011-01-31', '2011-01-31', 'r', 'sos', now())",
    f"""INSERT INTO termination_decision VALUES ({_ID}, 1, 'do_not_terminate', '2011-01-20', 'r', NULL, NULL, ARRAY[{_ID}::uuid],
        'mark', now())""",
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
