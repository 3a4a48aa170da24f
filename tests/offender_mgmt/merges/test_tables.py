"""No table is forgotten when records are merged: the list is held against the database itself."""

import pytest
from sqlalchemy import text

from house.running import Running
from services.offender_mgmt.moves.queries import places
from services.offender_mgmt.moves.rules import NUMBERED, ONE_FACT, STAYS

REFERRING = """
SELECT part.relname, attribute.attname
  FROM pg_constraint AS held
  JOIN pg_class AS part ON part.oid = held.conrelid
  JOIN pg_attribute AS attribute ON attribute.attrelid = part.oid AND attribute.attnum = held.conkey[1]
 WHERE held.contype = 'f' AND held.confrelid = 'person'::regclass"""

COUNTED = """
SELECT part.relname, string_agg(attribute.attname, ',' ORDER BY attribute.attname)
  FROM pg_index AS held
  JOIN pg_class AS part ON part.oid = held.indrelid
  JOIN pg_attribute AS attribute ON attribute.attrelid = part.oid AND attribute.attnum = ANY (held.indkey)
 WHERE held.indisunique AND held.indpred IS NULL
   AND EXISTS (SELECT 1 FROM pg_attribute AS named WHERE named.attrelid = part.oid AND named.attnum = ANY (held.indkey)
                  AND named.attname = 'crn')
 GROUP BY part.relname, held.indexrelid"""

FOUND_BY_PERSON = """
SELECT part.relname, attribute.attname
  FROM pg_index AS held
  JOIN pg_class AS part ON part.oid = held.indrelid
  JOIN pg_attribute AS attribute ON attribute.attrelid = part.oid AND attribute.attnum = held.indkey[0]
 WHERE held.indpred IS NULL"""

CONTRADICTIONS = {
    ("appearance", "appeared_on,court,court_name,crn"),
}
"""Unique keys with the person in them that two records break together only where they say the same day twice: a human decides."""


async def asked(service: Running, statement: str) -> set[tuple[str, str]]:
    async with service.database.engine.connect() as connection:
        return {(table, column) for table, column in await connection.execute(text(statement))}


async def test_every_column_that_names_a_person_is_carried_along_or_stays_for_a_reason(service: Running):
    carried = {(place.name, place.column.name) for place in places()}

    assert await asked(service, REFERRING) == carried | set(STAYS)
    assert not carried & set(STAYS)


async def test_every_key_with_the_person_in_it_is_counted_anew_one_fact_or_a_contradiction(service: Running):
    known = {(table, ",".join(sorted(("crn", numbered.number)))) for table, numbered in NUMBERED.items()}
    known |= {(table, ",".join(sorted(("crn", *columns)))) for table, columns in ONE_FACT.items()}
    known |= {("person", "crn"), ("case_place", "crn,forename_key,surname_key,tag"), ("person_match", "crn,other_crn")}

    assert await asked(service, COUNTED) - known <= CONTRADICTIONS


async def test_the_rows_of_a_person_are_found_by_an_index_in_every_table(service: Running):
    """A timeline, a merge and a pack of somebody's own data ask every table: none may be read from end to end for one person."""
    found = await asked(service, FOUND_BY_PERSON)

    assert {(place.name, place.column.name) for place in places()} - found == set()


async def test_no_key_of_a_carried_row_changes_when_it_is_carried():
    assert [place.name for place in places() if place.column.name in {column.name for column in place.table.primary_key}] == []


async def test_every_carried_column_may_be_written(service: Running):
    async with service.database.engine.connect() as connection:
        for place in places():
            allowed = text("SELECT has_column_privilege(current_user, :table, :column, 'UPDATE')")
            assert await connection.scalar(allowed, {"table": place.name, "column": place.column.name}), place.name


@pytest.mark.parametrize("table", [*NUMBERED, *ONE_FACT])
def test_every_rule_for_a_table_is_about_a_table_that_is_carried(table: str):
    assert table in {place.name for place in places()}
