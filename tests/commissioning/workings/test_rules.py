"""How the working of a line is written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.settlements import LineState
from services.commissioning.workings import rules


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("7", "7"),
        ("-7", "-7"),
        ("55/2", "27.5"),
        ("-1/2", "-0.5"),
        ("1/3", "1/3"),
        ("406/5", "81.2"),
        ("1/100000000", "0.00000001"),
        ("1/1000000000", "1/1000000000"),
    ],
)
def test_an_exact_number_is_written_with_its_decimals_where_they_end(number: str, written: str):
    assert rules.exactly(Fraction(number)) == written


@given(st.fractions())
def test_what_is_written_is_the_number_itself(number: Fraction):
    assert Fraction(rules.exactly(number)) == number


def test_the_parts_of_a_long_sum_are_spelled_out_up_to_twelve():
    assert rules.spelled_out(["1"] * 12) == " + ".join(["1"] * 12)
    assert rules.spelled_out(["1"] * 15).endswith("1 + 3 more")


def test_that_a_line_is_disputed_is_told_before_that_it_is_provisional():
    assert rules.state_of(provisional=True, disputed=True) is LineState.DISPUTED
    assert rules.state_of(provisional=True, disputed=False) is LineState.PROVISIONAL
    assert rules.state_of(provisional=False, disputed=False) is LineState.FINAL
