"""How PostgreSQL hears and cuts a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from house.running import Running
from services.offender_mgmt.searches.rules import trigrams_in

KNOWN = {
    "ROBERT": "R163", "RUPERT": "R163", "RUBIN": "R150", "ASHCRAFT": "A261", "ASHCROFT": "A261", "TYMCZAK": "T522",
    "PFISTER": "P236", "HONEYMAN": "H555", "WASHINGTON": "W252", "LEE": "L000", "GUTIERREZ": "G362", "JACKSON": "J250",
    "VANDEUSEN": "V532",
}  # fmt: skip
"""Source: US National Archives, The Soundex Indexing System; Robert, Rupert, Rubin and Honeyman: Knuth, TAOCP 3, 6."""


async def test_names_sound_as_the_index_of_the_census_says(service: Running):
    async with service.database.engine.connect() as connection:
        heard = {name: await connection.scalar(text("SELECT name_sound(:name)"), {"name": name}) for name in KNOWN}

    assert heard == KNOWN


async def test_a_name_is_cut_into_runs_of_three_signs_and_its_sound(service: Running):
    """Source: PostgreSQL, pg_trgm: show_trgm('cat') is {"  c"," ca","at ","cat"}."""
    async with service.database.engine.connect() as connection:
        marks = (await connection.scalars(text("SELECT name_marks('CAT')"))).all()

    assert sorted(marks) == sorted(["  C", " CA", "CAT", "AT ", "=C300"])


@pytest.mark.parametrize("name", ["CAT", "A", "ANANANA", "ŁUKASZ"])
async def test_the_statement_counts_the_trigrams_of_a_name_as_postgresql_does(service: Running, name: str):
    async with service.database.engine.connect() as connection:
        marks = (await connection.scalars(text("SELECT name_marks(:name)"), {"name": name})).all()

    assert len([mark for mark in marks if not mark.startswith("=")]) == trigrams_in(name)


@given(st.text(alphabet=st.characters(categories=["Lu"]), min_size=1, max_size=30))
def test_a_name_has_at_most_one_trigram_more_than_letters(name):
    assert 1 <= trigrams_in(name) <= len(name) + 1
