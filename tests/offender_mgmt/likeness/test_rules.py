"""Cleaning, and the likeness of names and days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.offender_mgmt.likeness.rules import (
    cleaned,
    jaro_winkler,
    one_slip_apart,
    outcode,
    true_birthday,
    true_postcodes,
)

NAMES = st.text(alphabet="ABCDEFGH", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("MARTHA", "MARHTA", 0.961), ("DWAYNE", "DUANE", 0.840), ("DIXON", "DICKSONX", 0.813), ("SHACKLEFORD", "SHACKELFORD", 0.982),
        ("JERALDINE", "GERALDINE", 0.926), ("ABC", "XYZ", 0.0), ("ABC", "ABC", 1.0), ("", "ABC", 0.0),
    ],
)  # fmt: skip
def test_names_are_as_alike_as_winkler_says(one, other, expected):
    """Source: W. E. Winkler, Overview of Record Linkage, 2006, table of string comparators; Winkler 1990 for DIXON."""
    assert round(jaro_winkler(one, other), 3) == expected


@given(NAMES, NAMES)
def test_likeness_lies_between_nothing_and_the_same_and_is_mutual(one, other):
    assert 0 <= jaro_winkler(one, other) <= 1
    assert jaro_winkler(one, other) == pytest.approx(jaro_winkler(other, one))
    assert (jaro_winkler(one, other) == 1) == (one == other)


@pytest.mark.parametrize(
    ("name", "words"),
    [("o'connor", ("OCONNOR",)), ("Mary  Ann", ("MARY", "ANN")), ("Siân-Lloyd", ("SIANLLOYD",)), (" - ", ()), (None, ())],
)
def test_a_name_is_compared_without_its_signs(name, words):
    """Source: hmpps-person-match, cleaning before matching: o'connor is OCONNOR."""
    assert cleaned(name) == words


@pytest.mark.parametrize("placeholder", [date(1900, 1, 1), date(1970, 1, 1)])
def test_a_placeholder_says_nothing_of_a_birthday(placeholder):
    assert true_birthday(placeholder) is None
    assert true_birthday(date(1970, 1, 2)) == date(1970, 1, 2)


def test_postcodes_are_compared_once_and_only_those_that_are_some():
    """Source: hmpps-person-match: NF1 1NF stands for no fixed abode and is dropped."""
    assert true_postcodes(["se5 8af", "SE58AF", "NF1 1NF", "nowhere"]) == {"SE5 8AF"}
    assert outcode("SE5 8AF") == "SE5"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1984-03-09", "1984-03-08", True), ("1984-03-09", "1984-03-09", False), ("1984-03-12", "1984-03-21", True),
        ("1984-03-09", "1984-04-08", False), ("1984-03-09", "1994-03-09", True), ("1984-01-12", "1984-02-11", False),
    ],
)  # fmt: skip
def test_one_digit_or_two_neighbours_are_one_slip_of_the_pen(one, other, expected):
    assert one_slip_apart(date.fromisoformat(one), date.fromisoformat(other)) is expected
    assert one_slip_apart(date.fromisoformat(other), date.fromisoformat(one)) is expected
