"""Intervals by the printed tables of their authors, against an oracle that sums the terms one by one, and their properties."""

from fractions import Fraction
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noms.contracts.commissioning.intervals import IntervalMethod
from services.commissioning.intervals import rules


@pytest.mark.parametrize(
    ("hits", "cases", "lowest", "highest"),
    [(9, 10, 0.5958, 0.9821), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (1, 29, 0.0061, 0.1718)],
)
def test_shares_have_wilsons_interval(hits: int, cases: int, lowest: float, highest: float):
    """81 of 263 and 1 of 29: Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3; the others by hand."""
    found = rules.of_proportion(hits, cases)

    assert (round(float(found.lowest), 4), round(float(found.highest), 4)) == (lowest, highest)
    assert found.method is IntervalMethod.WILSON


@pytest.mark.parametrize(
    ("events", "lowest", "highest"),
    [
        (0, 0.0, 3.689),
        (1, 0.025, 5.572),
        (2, 0.242, 7.225),
        (3, 0.619, 8.767),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (30, 20.241, 42.827),
        (50, 37.111, 65.919),
        (100, 81.364, 121.627),
    ],
)
def test_counts_have_garwoods_interval(events: int, lowest: float, highest: float):
    """Source: Garwood, Biometrika 28 (1936) 437, table of 95 % limits; also Biometrika Tables for Statisticians, table 40."""
    found = rules.of_count(events)

    assert (round(float(found.lowest), 3), round(float(found.highest), 3)) == (lowest, highest)
    assert found.method is IntervalMethod.EXACT_POISSON


def at_most(events: int, expected: float) -> float:
    """The chance of at most so many events, term by term: slow, and independent of the series that the rule sums."""
    term = total = exp(-expected)
    for count in range(1, events + 1):
        term *= expected / count
        total += term
    return total


@given(st.integers(1, 300))
@settings(max_examples=50)
def test_either_limit_leaves_one_fortieth_beyond_it(events: int):
    found = rules.of_count(events)

    assert 1 - at_most(events - 1, float(found.lowest)) == pytest.approx(0.025, abs=1e-7)
    assert at_most(events, float(found.highest)) == pytest.approx(0.025, abs=1e-7)


@given(st.integers(0, 2000))
@settings(max_examples=50)
def test_the_interval_of_a_count_holds_the_count_and_grows_with_it(events: int):
    here, next_one = rules.of_count(events), rules.of_count(events + 1)

    assert here.lowest <= events < here.highest
    assert (here.lowest, here.highest) < (next_one.lowest, next_one.highest)


@given(st.integers(1, 500), st.data())
def test_the_interval_of_a_share_holds_the_share(cases: int, data: st.DataObject):
    hits = data.draw(st.integers(0, cases))
    found = rules.of_proportion(hits, cases)

    assert 0 <= found.lowest <= Fraction(hits, cases) <= found.highest <= 1


@given(st.integers(1, 200), st.data())
def test_ten_times_the_cases_narrow_the_interval_of_a_share(cases: int, data: st.DataObject):
    hits = data.draw(st.integers(0, cases))
    few, many = rules.of_proportion(hits, cases), rules.of_proportion(10 * hits, 10 * cases)

    assert many.highest - many.lowest < few.highest - few.lowest


def test_a_great_count_keeps_its_precision():
    """For many events the square of half the deviate is added to the count: 10,000 +/- 196 or so."""
    found = rules.of_count(10_000)

    assert (round(float(found.lowest)), round(float(found.highest))) == (9805, 10198)


def test_an_interval_is_told_in_another_unit():
    assert rules.of_proportion(9, 10).times(Fraction(100)).lowest == 100 * rules.of_proportion(9, 10).lowest
