"""What happens in a year that is drawn: by the law of its rate, and the same from the same seed."""

from fractions import Fraction
from itertools import pairwise
from math import exp, factorial

import pytest

from noms.contracts.commissioning.stakes import CohortOutlook, OccurrenceRate
from services.commissioning.draws import rules
from services.commissioning.draws.rules import CHANCES, Drawn, Law


def rate(a_year: str, kind: str = "PERFORMANCE_FAILURE") -> OccurrenceRate:
    return OccurrenceRate.model_validate({"kind": kind, "code": "x", "a_year": a_year})


def drawn(run: int, *rates: OccurrenceRate, seed: int = 7, year: int = 1, misses: tuple[int, ...] = ()) -> Drawn:
    return rules.draw(seed, year, run, laws=[Law.of(each) for each in rates], misses=misses)


@pytest.mark.parametrize("mean", ["1/4", "3", "40"])
def test_the_chances_are_those_of_a_poisson_law(mean: str):
    expected, total = float(Fraction(mean)), 0.0
    for number, cumulated in enumerate(rules.cumulated(Fraction(mean))[:30]):
        total += exp(-expected) * expected**number / factorial(number)
        assert cumulated / CHANCES == pytest.approx(total, abs=1e-12)


@pytest.mark.parametrize("mean", ["0", "0.01", "1", "833.3", "2500"])
def test_the_chances_rise_to_certainty(mean: str):
    found = rules.cumulated(Fraction(mean))

    assert all(less <= more for less, more in pairwise(found))
    assert CHANCES - 1_000 <= found[-1] <= CHANCES


def test_what_never_happens_is_never_drawn():
    assert {drawn(run, rate("0")).numbers for run in range(50)} == {((0, 0, 0, 0),)}


def test_points_and_incidents_are_drawn_by_quarter_and_places_by_month():
    numbers = drawn(
        1, rate("4"), rate("4", "FIXED_SUM_INCIDENT"), rate("4", "UNAVAILABLE_PLACES"), rate("4", "UNAUTHORISED_DOUBLING")
    ).numbers

    assert [len(each) for each in numbers] == [4, 4, 12, 12]


def test_the_mean_of_many_runs_is_the_rate_that_was_given():
    found = [sum(drawn(run, rate("10")).numbers[0]) for run in range(2_000)]

    assert sum(found) / len(found) == pytest.approx(10, abs=0.3)


def test_the_same_seed_year_and_run_draw_the_same_and_others_do_not():
    plain = drawn(3, rate("10"))

    assert plain == drawn(3, rate("10"))
    assert plain != drawn(3, rate("10"), seed=8)
    assert plain != drawn(3, rate("10"), year=2)
    assert plain != drawn(4, rate("10"))


def test_this_is_what_seed_7_draws_in_its_first_run():
    """Kept here, so that another machine, or another version of Python, is seen to draw the same."""
    assert drawn(0, rate("6.5"), rate("30", "UNAVAILABLE_PLACES"), misses=(rules.CHANCES // 2,)) == Drawn(
        numbers=((1, 2, 2, 4), (2, 5, 2, 3, 3, 4, 3, 1, 1, 1, 2, 1)), volume_step=108, missed=(False,)
    )


@pytest.mark.parametrize(("percent", "missed"), [("0", 0), ("100", 200), ("50", 100)])
def test_a_cohort_misses_as_often_as_it_is_told_to(percent: str, missed: int):
    chance = rules.chance_of(CohortOutlook(code="x", missed_percent=percent))
    found = sum(drawn(run, misses=(chance,)).missed[0] for run in range(200))

    assert found == pytest.approx(missed, abs=0 if percent != "50" else 30)
