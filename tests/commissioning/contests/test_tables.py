"""What was classified, read again and contested cannot be changed by the service, and is hidden with its agreement."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from builders.commissioning.contests import decided, raised
from builders.commissioning.occurrences import SECOND_CONTROLLER, classified, rye_hill
from house.running import Running, once

pytestmark = pytest.mark.usefixtures("clean_slate")

TABLES = [
    "occurrence", "occurrence_version", "occurrence_evidence", "second_reading", "second_reading_line", "second_judgement",
    "contest", "contest_end",
]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET agreement_id = NULL", "DELETE FROM {}"])
async def test_nothing_of_it_can_be_changed_or_taken_away(service: Running, table: str, statement: str):
    async with service.database.engine.connect() as connection:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await connection.execute(text(statement.format(table)))


async def test_row_security_hides_every_part_with_the_agreement(service: Running):
    agreement = await rye_hill(service)
    found = await classified(service, agreement)
    path = f"/v1/agreements/{agreement}/occurrences/second-readings"
    async with service.as_(SECOND_CONTROLLER) as client:
        days = {"from_day": "2010-04-01", "to_day": "2010-06-30"}
        sample = (await client.post(path, json=days, headers=once())).json()
        reading = {"occurrence_id": found["id"], "kind": None, "code": None}
        read = await client.post(f"{path}/{sample['id']}/judgements", json=reading, headers=once())
    assert read.status_code == 201, read.text
    await decided(service, await raised(service, agreement, found["id"]), "rejected")

    for reach, seen in (("", 0), ("establishment:DGI", 0), ("region:EM", 0), ("establishment:RHI", 1), ("organisation:NOMS", 1)):
        async with service.database.engine.connect() as connection:
            await connection.execute(text("SELECT set_config('noms.reach', :reach, true)"), {"reach": reach})
            for table in TABLES:
                rows = (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
                assert min(rows, 1) == seen, (table, reach)


async def test_a_row_is_not_written_into_an_agreement_out_of_reach(service: Running):
    agreement = await rye_hill(service)
    evidence = f"INSERT INTO occurrence_evidence VALUES ('{agreement}', 'k', 'c', gen_random_uuid(), gen_random_uuid())"
    async with service.database.engine.connect() as connection:
        await connection.execute(text("SELECT set_config('noms.reach', 'establishment:DGI', true)"))
        with pytest.raises(ProgrammingError, match="row-level security"):
            await connection.execute(text(evidence))
