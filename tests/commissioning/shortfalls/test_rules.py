"""What falls short: floors in their direction, points over one and a half baselines, months whose deductions earn a point."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.remedies import MEASURE, NOW, an_outturn, months, points_of_a_quarter
from noms.contracts.commissioning.measures import Direction
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.triggers import Trigger
from services.commissioning.shortfalls import rules
from services.commissioning.shortfalls.rules import MonthFigure

LATER = date(2013, 12, 31)
ALONE, RUNNING = Trigger.DEDUCTIONS_IN_A_MONTH, Trigger.DEDUCTIONS_MONTHS_RUNNING


@pytest.mark.parametrize(
    ("value", "direction", "fails"),
    [
        ("89.999", Direction.HIGH, True),
        ("90", Direction.HIGH, False),
        ("90.001", Direction.HIGH, False),
        ("90.001", Direction.LOW, True),
        ("90", Direction.LOW, False),
        ("0", Direction.LOW, False),
    ],
)
def test_a_measure_fails_beyond_its_floor_and_not_on_it(value: str, direction: Direction, fails: bool):
    assert an_outturn(1, value, direction=direction).fails(NOW) is fails


@pytest.mark.parametrize(
    ("points", "baseline", "fails"),
    [("151", "100", True), ("150.5", "100", True), ("150", "100", False), ("114.5", "76", True), ("114", "76", False)],
)
def test_points_fail_over_one_and_a_half_baselines_and_not_on_them(points: str, baseline: str, fails: bool):
    """Half points are real, and 76 is the baseline of Bronzefield. Source: Commons written answer 4 December 2013 col 713W."""
    assert points_of_a_quarter(1, points, baseline).fails(NOW) is fails


def test_bronzefields_first_quarter_of_2012_13_called_for_a_warning_and_the_others_did_not():
    """145, 95, 85 and 50 points. Source: Commons written answer 4 December 2013 col 713W; the baseline of 76 is derived."""
    quarters = [points_of_a_quarter(1, points, "76").fails(NOW) for points in ("145", "95", "85", "50")]

    assert quarters == [True, False, False, False]


def test_a_figure_is_told_with_its_limit():
    assert an_outturn().in_words(NOW) == "programme_completions came to 80.000 by 2010-06-30, under the limit of 90.000"
    assert points_of_a_quarter().in_words(NOW) == "performance_points came to 160.000 by 2010-06-30, over the limit of 150.000"


def test_a_quarter_fails_when_any_figure_that_ends_in_it_does():
    monthly = [an_outturn(1, "95", ends_on=date(2010, 4, 30)), an_outturn(1, "80", ends_on=date(2010, 5, 31))]
    known = rules.failed_quarters([*monthly, an_outturn(2, "99")], NOW, LATER)

    assert [figure.value for figure in known[MEASURE][1]] == [80]
    assert known[MEASURE][2] == ()


def test_only_days_that_are_over_count():
    assert rules.failed_quarters([an_outturn()], NOW, date(2010, 6, 30)) == {}
    assert rules.failed_quarters([an_outturn()], NOW, date(2010, 7, 1))[MEASURE][1]


@pytest.mark.parametrize(
    ("values", "since", "fails"),
    [(["80"], 1, False), (["80", "80"], 1, True), (["80", "95"], 1, False), (["80", "80", "95"], 1, False), ([], 1, False)],
)
def test_a_matter_still_fails_when_its_latest_later_quarter_does(values: list[str], since: int, fails: bool):
    figures = [an_outturn(quarter, value) for quarter, value in enumerate(values, 1)]

    assert rules.fails_since(figures, MEASURE, since, NOW, LATER) is fails


@pytest.mark.parametrize(
    ("percents", "earned"),
    [
        ([25], []),
        (["25.01"], [(ALONE, 1)]),
        ([20, 20, 20], []),
        (["20.01", "20.01", "20.01"], [(RUNNING, 3)]),
        ([21, 21, 0, 21], []),
        ([21, 21, 21, 21, 21, 21], [(RUNNING, 3), (RUNNING, 3)]),
        ([21, 21, 21, 21, 21], [(RUNNING, 3)]),
        ([21, 21, 30], [(ALONE, 1)]),
        ([21, 30, 21, 21], [(ALONE, 1)]),
        ([30, 21, 21, 21], [(ALONE, 1), (RUNNING, 3)]),
        ([30, 30, 30], [(ALONE, 1), (ALONE, 1), (ALONE, 1)]),
        ([], []),
    ],
)
def test_a_month_over_a_quarter_or_three_over_a_fifth_earn_a_point(percents: list[object], earned: list[tuple[Trigger, int]]):
    """Strictly over. Source: standard PFI payment mechanism, model book 3102; that no month earns two is a rule of this house."""
    found = rules.earned(months(*percents), NOW)

    assert [(trigger, len(counted)) for trigger, counted in found] == earned


def test_months_that_do_not_follow_one_another_are_not_running():
    apart = (*months(21, 21), *months(21, first=3))

    assert list(rules.earned(apart, NOW)) == []


@given(st.lists(st.integers(0, 40), max_size=30))
def test_no_month_counts_for_two_points(percents: list[int]):
    counted = [month.to_day for _, group in rules.earned(months(*percents), NOW) for month in group]

    assert len(counted) == len(set(counted))
    assert {m.to_day for m in months(*percents) if m.share > Fraction(1, 4)} <= set(counted)


@given(st.lists(st.integers(0, 40), max_size=30).map(lambda percents: months(*percents)), st.randoms())
def test_the_order_in_which_months_are_told_changes_nothing(told: tuple[MonthFigure, ...], random):
    shuffled = list(told)
    random.shuffle(shuffled)

    assert list(rules.earned(shuffled, NOW)) == list(rules.earned(told, NOW))


def test_a_month_without_a_charge_has_no_share():
    (month,) = months(30)

    assert MonthFigure(month.from_day, month.to_day, 0, 100, ()).share == 0


def test_only_what_is_taken_for_failures_is_a_deduction():
    """Source: National Audit Office, HC 700 2002-03: unavailable places, doubling, fixed sums, points over the baseline."""
    lines = [
        (Step.BASE_FEE, 2_020_327_87), (Step.UNAVAILABLE_PLACES, -2_314_96), (Step.ADDITIONAL_PLACES, 42_600_00),
        (Step.UNAUTHORISED_DOUBLING, -600_00), (Step.FIXED_SUM, -61_620_00), (Step.QUARTER_POINTS, -19_488_00),
        (Step.PAYMENT_BY_RESULTS, -2_464_800_00), (Step.POINTS_COUNTED, 0),
    ]  # fmt: skip

    assert rules.deducted_pence(lines) == 2_314_96 + 600_00 + 61_620_00 + 19_488_00
    assert rules.deducted_pence([(Step.FIXED_SUM, -500), (Step.OVER_THE_CAP, 500)]) == 0
