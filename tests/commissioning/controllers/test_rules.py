"""The share of a controller's classifications that fell."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.commissioning.controllers.rules import share_overturned


def test_the_share_overturned_counts_what_was_decided_alone():
    assert share_overturned(upheld=1, partly=1, rejected=4) == Fraction(1, 3)
    assert share_overturned(upheld=0, partly=0, rejected=0) is None


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_the_share_overturned_lies_between_none_and_all(upheld: int, partly: int, rejected: int):
    share = share_overturned(upheld=upheld, partly=partly, rejected=rejected)

    assert share is None or 0 <= share <= 1
