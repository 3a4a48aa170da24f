"""The rating formula: its worked example, its guards against missing and small figures, and that better is never worse."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.measures import Direction, Domain
from noms.contracts.commissioning.ratings import Missing
from services.commissioning.ratings import rules
from services.commissioning.ratings.rules import FORMULAS, Outturn, Scale

FORMULA = FORMULAS[0]
HIGH = Scale(Fraction(80), Fraction(90), Fraction(97), Direction.HIGH)
SICKNESS = Scale(Fraction(11), Fraction(9), Fraction(7), Direction.LOW)
PROFILE = Scale(Fraction(90), Fraction(100), Fraction(110), Direction.HIGH)


def outturn(
    code: str,
    value: str | None,
    weight: int = 1,
    *,
    scale: Scale = HIGH,
    domain: Domain = Domain.OFFENDER_MANAGEMENT,
    numerator: int = 0,
    denominator: int | None = None,
    missing: Missing | None = None,
    from_events: bool = True,
) -> Outturn:
    return Outturn(
        measure_code=code,
        domain=domain,
        weight=weight,
        scale=scale,
        value=None if value is None else Fraction(value),
        numerator=numerator,
        denominator=denominator,
        proportion=denominator is not None,
        from_events=from_events,
        missing=missing,
    )


def worked_example() -> list[Outturn]:
    """Outturns of 2007-08: Correctional services key targets; floors, stretches and weights are the example's own."""
    return [
        outturn("reports_on_time", "95", 3),
        outturn("assessment_tiers_1_to_3", "68.9", 4),
        outturn("programme_completions", "104.2", 3, scale=PROFILE, domain=Domain.INTERVENTIONS),
        outturn("sickness", "12.1", 2, scale=SICKNESS, domain=Domain.ORGANISATIONAL_CAPABILITY),
    ]


def test_worked_example_scores_3_214_then_1_then_2_92_then_1():
    scores = [rules.measure_score(o.value or Fraction(0), o.scale, FORMULA) for o in worked_example()]

    assert [round(float(score), 3) for score in scores] == [3.214, 1.0, 2.92, 1.0]


def test_worked_example_comes_to_2_034_and_band_2():
    rating = rules.rate(worked_example(), FORMULA)

    assert rating.score is not None
    assert round(float(rating.score), 3) == 2.034
    assert rating.band == 2


@pytest.mark.parametrize(
    ("value", "score"), [(80, "1.5"), (90, "2.5"), (97, "3.5"), (85, "2"), (0, "1"), (100, "55/14"), (110, "4")]
)
def test_floor_target_and_stretch_score_one_and_a_half_two_and_a_half_and_three_and_a_half(value: int, score: str):
    assert rules.measure_score(Fraction(value), HIGH, FORMULA) == Fraction(score)


@pytest.mark.parametrize(("days", "score"), [(11, "1.5"), (9, "2.5"), (7, "3.5"), (10, "2"), (6, "4"), (20, "1")])
def test_where_less_is_better_fewer_days_score_more(days: int, score: str):
    assert rules.measure_score(Fraction(days), SICKNESS, FORMULA) == Fraction(score)


@pytest.mark.parametrize(
    ("score", "band"), [("4", 4), ("7/2", 4), ("3.499", 3), ("5/2", 3), ("2.499", 2), ("3/2", 2), ("1.499", 1), ("1", 1)]
)
def test_bands_are_cut_at_three_and_a_half_two_and_a_half_and_one_and_a_half(score: str, band: int):
    assert rules.band_of(Fraction(score), FORMULA) == band


def test_the_top_band_needs_the_top_quarter_of_a_comparator_group():
    excellent = [outturn("reports_on_time", "99")]

    assert rules.rate(excellent, FORMULA).band == 3
    assert rules.rate(excellent, FORMULA, comparator_percentile=Fraction(74, 100)).band == 3
    assert rules.rate(excellent, FORMULA, comparator_percentile=Fraction(3, 4)).band == 4


def test_a_band_held_back_says_why():
    assert rules.rate([outturn("reports_on_time", "99")], FORMULA).because == (
        "band 4 needs a place in the top quarter of a comparator group",
    )


def test_a_measure_that_cannot_be_rated_gives_its_weight_to_the_rest_of_its_domain():
    rating = rules.rate(
        [outturn("a", "90", 8), outturn("b", None, 2), outturn("c", "80", 10, domain=Domain.INTERVENTIONS)], FORMULA
    )

    assert [(d.domain, d.score, d.weight) for d in rating.domains] == [
        (Domain.OFFENDER_MANAGEMENT, Fraction(5, 2), 10),
        (Domain.INTERVENTIONS, Fraction(3, 2), 10),
    ]
    assert rating.score == 2


def test_a_fifth_of_the_weight_unrated_is_borne():
    rating = rules.rate([outturn("a", "95", 8), outturn("b", None, 2)], FORMULA)

    assert (rating.band, rating.domains[0].insufficient) == (3, False)


def test_more_than_a_fifth_unrated_makes_the_domain_insufficient_and_holds_the_band_at_2():
    rating = rules.rate([outturn("a", "95", 7), outturn("b", None, 2)], FORMULA)

    assert (rating.band, rating.domains[0].insufficient) == (2, True)
    assert rating.because == ("too much of offender_management could not be rated",)


def test_an_insufficient_domain_does_not_lift_a_band():
    assert rules.rate([outturn("a", "60", 7), outturn("b", None, 7)], FORMULA).band == 1


def test_an_overdue_return_scores_the_lowest_and_keeps_its_weight():
    rating = rules.rate([outturn("a", "97", 1), outturn("b", None, 1, missing=Missing.RETURN_OVERDUE)], FORMULA)

    assert rating.score == (Fraction(7, 2) + 1) / 2
    assert not rating.domains[0].insufficient


def test_nothing_rated_gives_no_band_at_all():
    rating = rules.rate([outturn("a", None)], FORMULA)

    assert (rating.band, rating.score, rating.because) == (None, None, ("no measure could be rated",))


def test_a_return_is_overdue_after_five_working_days_of_grace():
    """Due Friday 15 October 2010: the fifth working day is Friday 22 October."""
    due = date(2010, 10, 15)

    assert rules.why_missing(return_due_on=due, as_at=date(2010, 10, 22), formula=FORMULA) is Missing.NOT_PRODUCED
    assert rules.why_missing(return_due_on=due, as_at=date(2010, 10, 23), formula=FORMULA) is Missing.RETURN_OVERDUE


def test_a_measure_without_a_return_is_never_the_providers_silence():
    assert rules.why_missing(return_due_on=None, as_at=date(2014, 1, 1), formula=FORMULA) is Missing.NOT_PRODUCED


def test_a_denominator_under_thirty_halves_the_weight():
    few = rules.score_outturn(outturn("a", "90", 4, numerator=26, denominator=29), FORMULA)
    enough = rules.score_outturn(outturn("a", "90", 4, numerator=27, denominator=30), FORMULA)

    assert (few.weight, few.small_number) == (2, True)
    assert (enough.weight, enough.small_number, enough.interval) == (4, False, None)


def test_small_numbers_show_between_which_scores_the_truth_could_lie():
    """Wilson 1927, 9 of 10 at 95 %: 59.6 % to 98.2 %."""
    low, high = rules.proportion_interval(9, 10)
    score = rules.score_outturn(outturn("a", "90", numerator=9, denominator=10), FORMULA)

    assert (round(float(low), 1), round(float(high), 1)) == (59.6, 98.2)
    assert score.interval == (Fraction(1), rules.measure_score(high, HIGH, FORMULA))


def test_the_rating_tells_how_much_of_it_does_not_rest_on_the_providers_word():
    rating = rules.rate([outturn("a", "90", 3), outturn("b", "90", 1, from_events=False)], FORMULA)

    assert rating.share_from_events == Fraction(3, 4)


def test_the_formula_of_a_period_is_the_one_in_force_when_it_began():
    assert rules.formula_on(date(2010, 4, 1)).version == 1


@pytest.mark.parametrize(
    ("floor", "target", "stretch", "direction", "ordered"),
    [
        (80, 90, 97, Direction.HIGH, True),
        (90, 90, 97, Direction.HIGH, False),
        (97, 90, 80, Direction.HIGH, False),
        (11, 9, 7, Direction.LOW, True),
        (7, 9, 11, Direction.LOW, False),
    ],
)
def test_floor_target_and_stretch_must_lie_in_the_direction_of_the_measure(
    floor: int, target: int, stretch: int, direction: Direction, ordered: bool
):
    assert Scale(Fraction(floor), Fraction(target), Fraction(stretch), direction).in_order() is ordered


values = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
steps = st.fractions(min_value=Fraction(1, 100), max_value=100, max_denominator=100)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    target, down, up = draw(values), draw(steps), draw(steps)
    direction = draw(st.sampled_from(Direction))
    sign = 1 if direction is Direction.HIGH else -1
    return Scale(target - sign * down, target, target + sign * up, direction)


@given(scales(), values, values)
def test_a_better_outturn_never_scores_less(scale: Scale, one: Fraction, other: Fraction):
    worse, better = sorted((one, other), reverse=scale.direction is Direction.LOW)

    assert rules.measure_score(worse, scale, FORMULA) <= rules.measure_score(better, scale, FORMULA)


@given(scales(), values)
def test_every_score_lies_between_one_and_four(scale: Scale, value: Fraction):
    assert 1 <= rules.measure_score(value, scale, FORMULA) <= 4


@given(st.integers(1, 200), st.data())
def test_the_interval_of_a_proportion_holds_the_proportion(cases: int, data: st.DataObject):
    hits = data.draw(st.integers(0, cases))
    low, high = rules.proportion_interval(hits, cases)

    assert 0 <= low <= Fraction(100 * hits, cases) + Fraction(1, 10**9)
    assert Fraction(100 * hits, cases) - Fraction(1, 10**9) <= high <= 100


@given(st.lists(st.tuples(st.sampled_from(Domain), st.integers(1, 20), st.none() | st.integers(0, 120)), min_size=1, max_size=8))
def test_the_overall_score_never_leaves_the_range_of_its_measures(rows: list[tuple[Domain, int, int | None]]):
    rating = rules.rate(
        [
            outturn(str(place), None if value is None else str(value), weight, domain=domain)
            for place, (domain, weight, value) in enumerate(rows)
        ],
        FORMULA,
    )

    scores = [m.score for m in rating.measures if m.score is not None]
    if rating.score is None:
        assert not scores
    else:
        assert min(scores) <= rating.score <= max(scores)
