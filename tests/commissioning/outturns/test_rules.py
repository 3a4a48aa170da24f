"""What counts come to in a unit, and what figures of a unit can be."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.measures import MeasureUnit
from services.commissioning.outturns import rules


@pytest.mark.parametrize(
    ("unit", "inside", "outside"),
    [
        (MeasureUnit.PERCENT, "100", "100.001"),
        (MeasureUnit.PERCENT_OF_POPULATION, "1.53", "153"),
        (MeasureUnit.COUNT, "0", "-0.001"),
        (MeasureUnit.PERCENT_OF_PROFILE, "110", "-1"),
        (MeasureUnit.PER_100000, "112.8", "100000.001"),
        (MeasureUnit.ONE_IN, "20000", "-1"),
        (MeasureUnit.DAYS_PER_PERSON, "11", "367"),
        (MeasureUnit.HOURS_A_WEEK, "24", "168.5"),
        (MeasureUnit.POUNDS_A_YEAR, "38743", "-1"),
    ],
)
def test_a_figure_outside_the_range_of_its_unit_is_seen(unit: MeasureUnit, inside: str, outside: str):
    assert rules.lies_in_range(unit, Decimal(inside))
    assert not rules.lies_in_range(unit, Decimal(outside))


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_part_of_a_whole_never_comes_to_more_than_a_hundred_per_cent(part: int, more: int):
    value = rules.outturn_in(MeasureUnit.PERCENT, Fraction(part), Fraction(part + more))

    assert value is not None
    assert rules.lies_in_range(MeasureUnit.PERCENT, value)


@given(st.sampled_from(MeasureUnit), st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_of_the_same_never_lowers_a_figure_except_of_one_in_so_many(unit: MeasureUnit, counted: int, more: int):
    before, after = (rules.outturn_in(unit, Fraction(number), Fraction(1000)) for number in (counted, counted + more))

    assert before is not None
    assert after is not None
    assert (after <= before) if unit is MeasureUnit.ONE_IN else (after >= before)


@given(st.sampled_from([unit for unit in MeasureUnit if unit is not MeasureUnit.COUNT]), st.integers(0, 10**6))
def test_without_anything_to_divide_by_there_is_no_figure(unit: MeasureUnit, counted: int):
    assert rules.outturn_in(unit, Fraction(counted), Fraction(0)) is None
    assert rules.outturn_in(unit, Fraction(counted), None) is None


def test_every_unit_has_its_rule():
    assert set(rules.UNITS) == set(MeasureUnit)
