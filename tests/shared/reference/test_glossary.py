"""The glossary speaks of what is there: a name that the code no longer has is found here."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HEADING_LINES = 2


def rows() -> list[list[str]]:
    table = [line for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [line.strip("|").split("|") for line in table[HEADING_LINES:]]


@cache
def words_of_the_code() -> frozenset[str]:
    places = [place for root in ("shared/noms", "services") for place in (ROOT / root).rglob("*")]
    texts = [place.read_text(encoding="utf-8") for place in places if place.suffix in {".py", ".csv"}]
    return frozenset(re.findall(r"\w+", "\n".join(texts))) | {place.name for place in places if place.is_dir()}


def test_the_glossary_is_one_table_in_alphabetical_order() -> None:
    terms = [row[0].strip() for row in rows()]

    assert terms == sorted(terms, key=str.casefold)
    assert len(terms) == len(set(terms))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0].strip())
def test_a_term_has_a_meaning_a_source_and_a_name_that_the_code_knows(row: list[str]) -> None:
    term, meaning, source, name = (cell.strip() for cell in row)

    assert term
    assert meaning.endswith(".")
    assert source
    assert name == "—" or re.fullmatch(r"`\w+`", name)
    assert set(re.findall(r"\w+", name)) <= words_of_the_code()
