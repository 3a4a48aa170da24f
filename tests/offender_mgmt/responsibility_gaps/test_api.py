"""The check of the estate: 0 and 0 whatever the service does, and each planted fault found; the database refuses both."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_manager
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.sentences import (
    custodial_sentence_to_record,
    order_to_make,
    suspended_order_to_make,
)
from house.estate import Estate
from house.running import Running
from noms.chassis.database.engine import connection_arguments
from noms.chassis.identity.caller import Caller
from services.offender_mgmt.allocations.tables import AllocationRow

PATH = "/v1/responsibility/gaps"


async def check(service: Running, **window: str):
    async with service.as_(personas.auditor) as client:
        answer = await client.get(PATH, params=window)
    assert answer.status_code == 200, answer.text
    return answer.json()


def line(crn: str, starts_on: date, ends_on: date | None) -> AllocationRow:
    return AllocationRow(
        allocation_id=uuid4(),
        crn=crn,
        role="offender_manager",
        officer_code="LDN1",
        officer_name="Pat Morgan",
        provider="LDN",
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_at=datetime(2010, 10, 6, tzinfo=UTC),
        recorded_by="olive",
    )


async def test_lives_of_every_kind_have_no_day_without_and_none_with_two(service: Running):
    async with service.as_(personas.offender_manager) as client:
        ordered, suspended, jailed = [await an_open_case(client) for _ in range(3)]
        await ordered.record("orders", order_to_make(made_on="2010-10-04", ends_on="2012-10-03"))
        await suspended.record("orders", suspended_order_to_make())
        await jailed.record("custodial-sentences", custodial_sentence_to_record(sentenced_on="2010-05-17"))
        await jailed.record("receptions", reception(received_on="2010-05-17"))
        await jailed.record("releases", release(released_on="2011-11-15"))
        for case in (ordered, jailed):
            await case.record("allocations", offender_manager(starts_on="2010-10-06"))
            await case.record("allocations", offender_manager(officer_code="LDN7", starts_on="2010-12-01"))
    found = await check(service, to="2013-12-31")

    # two years of order, eighteen months of suspended sentence, three years of custody and licence
    assert (found["sentences"], found["days"]) == (3, 731 + 548 + 1096)
    assert (found["days_with_none"], found["days_with_two"], found["data"]) == (0, 0, [])


async def test_the_database_refuses_a_day_between_two_offender_managers(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        session.add(line(case.crn, date(2010, 10, 6), date(2010, 12, 1)))
        session.add(line(case.crn, date(2010, 12, 2), None))
        await session.flush()
        with pytest.raises(IntegrityError, match="without an offender manager"):
            await session.commit()


async def test_the_database_refuses_to_end_the_time_of_an_offender_manager_whom_nobody_follows(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("allocations", offender_manager(starts_on="2010-10-06"))
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        row = await session.get(AllocationRow, (await kept(service, case))[0])
        assert row is not None
        row.ends_on = date(2011, 1, 10)
        with pytest.raises(IntegrityError, match="without an offender manager"):
            await session.commit()


async def test_the_database_refuses_to_take_the_next_offender_manager_away_to_another_case(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case, other = [await an_open_case(client) for _ in range(2)]
        await case.record("allocations", offender_manager(starts_on="2010-10-06"))
        await case.record("allocations", offender_manager(officer_code="LDN7", starts_on="2010-12-01"))
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        row = await session.get(AllocationRow, (await kept(service, case))[0])
        assert row is not None
        row.crn = other.crn
        with pytest.raises(IntegrityError, match="without an offender manager"):
            await session.commit()


async def kept(service: Running, case: OpenCase) -> list[str]:
    async with service.as_(personas.offender_manager) as client:
        return [row["allocation_id"] for row in (await case.seen_by(client).get("allocations")).json()["data"]]


@asynccontextmanager
async def unguarded(estate: Estate, database: str) -> AsyncIterator[asyncpg.Connection]:
    """The owner's connection, with the guards of the allocations off: only so can a fault be planted."""
    url = estate.url(database, estate.owner("offender_mgmt"))
    connection = await asyncpg.connect(**connection_arguments(make_url(url)))
    try:
        await connection.execute("SET noms.reach = '*'")
        await connection.execute("ALTER TABLE allocation DISABLE TRIGGER USER")
        await connection.execute("ALTER TABLE allocation DROP CONSTRAINT allocation_one_offender_manager_excl")
        yield connection
        await connection.execute("DELETE FROM allocation WHERE officer_code LIKE 'PLANTED%'")
        await connection.execute("ALTER TABLE allocation ENABLE TRIGGER USER")
    finally:
        await connection.close()


PLANT = """INSERT INTO allocation
    (allocation_id, crn, role, officer_code, officer_name, provider, starts_on, ends_on, recorded_at, recorded_by)
    VALUES (gen_random_uuid(), $1, 'offender_manager', $2, 'Planted', 'LDN', $3, $4, now(), 'test')"""


async def test_planted_faults_are_found_to_the_day_and_by_sentence(service: Running, estate: Estate, service_database: str):
    async with service.as_(personas.offender_manager) as client:
        gapped, doubled = await an_open_case(client), await an_open_case(client)
        orders = [
            await case.record("orders", order_to_make(made_on="2010-10-04", ends_on="2012-10-03")) for case in (gapped, doubled)
        ]
    before = await check(service, **{"from": "2010-12-01", "to": "2011-01-31"})
    async with unguarded(estate, service_database) as owner:
        await owner.execute(PLANT, gapped.crn, "PLANTED1", date(2010, 10, 6), date(2010, 12, 10))
        await owner.execute(PLANT, gapped.crn, "PLANTED2", date(2010, 12, 20), None)
        await owner.execute(PLANT, doubled.crn, "PLANTED3", date(2010, 10, 6), date(2011, 1, 10))
        await owner.execute(PLANT, doubled.crn, "PLANTED4", date(2011, 1, 7), None)
        found = await check(service, **{"from": "2010-12-01", "to": "2011-01-31"})

    assert (before["days_with_none"], before["days_with_two"]) == (0, 0)
    assert (found["days_with_none"], found["days_with_two"]) == (10, 3)
    assert {(fault["sentence_id"], fault["days_with_none"], fault["days_with_two"]) for fault in found["data"]} == {
        (orders[0]["order_id"], 10, 0),
        (orders[1]["order_id"], 0, 3),
    }


async def test_the_window_has_its_order(service: Running):
    async with service.as_(personas.auditor) as client:
        refused = await client.get(PATH, params={"from": "2011-01-31", "to": "2010-12-01"})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "query:to")


@pytest.mark.parametrize("window", [{"from": "2001-03-31"}, {"to": "2100-01-01"}])
async def test_no_day_is_looked_at_that_no_case_can_have(service: Running, window: dict[str, str]):
    async with service.as_(personas.auditor) as client:
        assert (await client.get(PATH, params=window)).status_code == 422


async def test_a_life_sentence_is_looked_at_to_the_end_of_the_calendar(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        life = custodial_sentence_to_record(kind="life", length=None, minimum_term={"years": 12}, sentenced_on="2010-05-17")
        await case.record("custodial-sentences", life)
    found = await check(service, **{"from": "2090-01-01", "to": "2099-12-31"})

    assert (found["sentences"], found["days"], found["days_with_none"]) == (1, 3652, 0)


async def test_only_who_checks_the_estate_may_ask(service: Running):
    async with service.as_(personas.offender_manager) as client:
        assert (await client.get(PATH)).status_code == 403
