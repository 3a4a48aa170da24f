"""How points become money: the baseline, the bands of the excess, and the price of a point."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.payment_terms import DOUBLE_BANDS, a_scale
from noms.contracts.commissioning.points_terms import PointsScale
from services.commissioning.indexation.rules import Indexed
from services.commissioning.scales import rules
from services.commissioning.scales.rules import Scale

FEE = Indexed(1_000_000, Fraction(11, 10), provisional=False, working="")
BANDS = Scale.of(PointsScale.model_validate(a_scale(bands=DOUBLE_BANDS)), 1, FEE).bands


@pytest.mark.parametrize(
    ("excess", "weighted"),
    [("0", "0"), ("50", "50"), ("51", "51.2"), ("150", "170"), ("151", "171.5"), ("76", "81.2"), ("86", "93.2")],
)
def test_the_first_50_points_of_excess_count_once_the_next_100_at_1_2_and_the_rest_at_1_5(excess: str, weighted: str):
    """Source: payment specification 4.3 step 10, and the two excesses of 4.5."""
    assert rules.weighted(Fraction(excess), BANDS) == Fraction(weighted)


def test_points_exactly_at_the_baseline_cost_nothing():
    """Source: MoJ answer PQ 199496, Hassockfield."""
    assert rules.excess_over(Fraction(137), Fraction(137)) == 0
    assert rules.excess_over(Fraction(137), Fraction("137.5")) == Fraction(1, 2)


@given(st.fractions(0, 500), st.fractions(0, 500))
def test_more_points_never_cost_less(less: Fraction, more: Fraction):
    low, high = sorted((less, less + more))

    assert rules.weighted(low, BANDS) <= rules.weighted(high, BANDS)


def test_the_price_of_a_point_follows_the_index_only_where_the_terms_say_so():
    scales = [Scale.of(PointsScale.model_validate(a_scale(indexed=indexed)), 1, FEE) for indexed in (False, True)]

    assert [scale.price for scale in scales] == [100, 110]


def test_a_baseline_holds_in_its_years_and_quarter():
    rows = [
        {"from_year": 1, "to_year": 1, "points": "408", "quarter": 1},
        {"from_year": 1, "to_year": 1, "points": "685", "quarter": 2},
        {"from_year": 2, "points": "651"},
    ]
    first, later = (Scale.of(PointsScale.model_validate(a_scale(baselines=rows)), year, FEE) for year in (1, 9))

    assert [first.baseline(1), first.baseline(2), later.baseline(4)] == [408, 685, 651]
