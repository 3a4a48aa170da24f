"""The net beneath the queries: every table of records is bound by row security, for its owner too."""

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from house.estate import Estate
from house.services import NAMES

CHASSIS = {"alembic_version", "audit_entry", "closure", "follower", "idempotency", "poison_event"}
"""The chassis' own bookkeeping: no route reads it."""

OPEN = {
    "commissioning": {
        "function_change",
        "index_value",
        "post_holding",
        "specification_benchmark",
        "specification_version",
        "staff_return",
    },
    "offender_mgmt": {"name_mark", "population_change", "prison_capacity"},
    "interventions": set(),
}
"""Tables of the rooms that say nothing about a person or a contract: each of them stands here by its name."""

_TABLES = """
    SELECT relname, relrowsecurity AND relforcerowsecurity AS bound, (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid)
      FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"""
_WITH_AUDIENCE = "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'audience'"


@pytest.fixture(scope="module", params=NAMES)
def database(request: pytest.FixtureRequest, estate: Estate) -> tuple[str, str]:
    return request.param, estate.database(request.param)


async def asked(estate: Estate, database: str, statement: str) -> list[asyncpg.Record]:
    url = make_url(estate.url(database))
    connection = await asyncpg.connect(
        host=url.query.get("host") or url.host, port=int(url.query.get("port") or url.port or 5432), user=url.username,
        password=url.password, database=url.database,
    )  # fmt: skip
    try:
        return await connection.fetch(statement)
    finally:
        await connection.close()


async def test_every_table_of_records_is_bound_by_row_security(estate: Estate, database: tuple[str, str]):
    name, kept = database
    unbound = {table for table, bound, policies in await asked(estate, kept, _TABLES) if not bound or not policies}

    assert unbound - CHASSIS == OPEN[name]


async def test_no_table_with_an_audience_is_open(estate: Estate, database: tuple[str, str]):
    name, kept = database

    assert not {row["table_name"] for row in await asked(estate, kept, _WITH_AUDIENCE)} & (CHASSIS | OPEN[name])


async def test_an_unbound_table_is_seen(estate: Estate, database: tuple[str, str]):
    """The planted table stands in a database of its own service, and goes with it."""
    _, kept = database
    await asked(estate, kept, "CREATE TABLE planted (crn text)")
    tables = await asked(estate, kept, _TABLES)
    await asked(estate, kept, "DROP TABLE planted")

    assert "planted" in {table for table, bound, _ in tables if not bound}
