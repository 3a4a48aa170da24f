"""The rating formula: its worked example, its guards against missing and small figures, and that better is never worse."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.comparators import GroupCode, ProviderStanding
from noms.contracts.commissioning.gateways import GatewayState
from noms.contracts.commissioning.measures import Direction, Domain
from noms.contracts.commissioning.ratings import Missing
from services.commissioning.formulas.rules import DOMAIN_WEIGHTS, FORMULAS
from services.commissioning.intervals.rules import of_count, of_proportion
from services.commissioning.ratings import rules
from services.commissioning.ratings.rules import Circumstances, Comparison, Outturn
from services.commissioning.scores import rules as scores
from services.commissioning.scores.rules import Scale

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
        denominator=denominator,
        interval=of_proportion(numerator, denominator).times(Fraction(100)) if denominator else None,
        from_events=from_events,
        missing=missing,
    )


def compared(group_size: int, scored_lower: int) -> Circumstances:
    return Circumstances(comparison=Comparison(group_size, scored_lower))


def worked_example() -> list[Outturn]:
    """Outturns of 2007-08: Correctional services key targets; floors, stretches and weights are the example's own."""
    return [
        outturn("reports_on_time", "95", 3),
        outturn("assessment_tiers_1_to_3", "68.9", 4),
        outturn("programme_completions", "104.2", 3, scale=PROFILE, domain=Domain.INTERVENTIONS),
        outturn("sickness", "12.1", 2, scale=SICKNESS, domain=Domain.ORGANISATIONAL_CAPABILITY),
    ]


def test_worked_example_scores_3_214_then_1_then_2_92_then_1():
    found = [scores.measure_score(o.value or Fraction(0), o.scale, FORMULA) for o in worked_example()]

    assert [round(float(score), 3) for score in found] == [3.214, 1.0, 2.92, 1.0]


def test_worked_example_comes_to_2_034_and_band_2():
    rating = rules.rate(worked_example(), FORMULA)

    assert rating.score is not None
    assert round(float(rating.score), 3) == 2.034
    assert rating.band == 2


@pytest.mark.parametrize(
    ("value", "score"), [(80, "1.5"), (90, "2.5"), (97, "3.5"), (85, "2"), (0, "1"), (100, "55/14"), (110, "4")]
)
def test_floor_target_and_stretch_score_one_and_a_half_two_and_a_half_and_three_and_a_half(value: int, score: str):
    assert scores.measure_score(Fraction(value), HIGH, FORMULA) == Fraction(score)


@pytest.mark.parametrize(("days", "score"), [(11, "1.5"), (9, "2.5"), (7, "3.5"), (10, "2"), (6, "4"), (20, "1")])
def test_where_less_is_better_fewer_days_score_more(days: int, score: str):
    assert scores.measure_score(Fraction(days), SICKNESS, FORMULA) == Fraction(score)


@pytest.mark.parametrize(
    ("score", "band"), [("4", 4), ("7/2", 4), ("3.499", 3), ("5/2", 3), ("2.499", 2), ("3/2", 2), ("1.499", 1), ("1", 1)]
)
def test_bands_are_cut_at_three_and_a_half_two_and_a_half_and_one_and_a_half(score: str, band: int):
    assert scores.band_of(Fraction(score), FORMULA) == band


def test_the_top_band_needs_the_top_quarter_of_a_comparator_group():
    """99 scores 3.786. Of a hundred, 75 scored lower: 0.7 x 3.786 + 0.3 x (1 + 3 x 0.75) = 3.625."""
    excellent = [outturn("reports_on_time", "99")]

    assert rules.rate(excellent, FORMULA).band == 3
    assert rules.rate(excellent, FORMULA, compared(100, 74)).band == 3
    assert rules.rate(excellent, FORMULA, compared(100, 75)).band == 4


def test_the_place_in_the_group_is_three_tenths_of_the_score_that_is_tested():
    """97 scores 3.5. At the 75th percentile 0.7 x 3.5 + 0.3 x 3.25 = 3.425 is too little; at the 84th it is 3.506."""
    enough = [outturn("reports_on_time", "97")]

    assert rules.rate(enough, FORMULA, compared(100, 75)).band == 3
    assert rules.rate(enough, FORMULA, compared(100, 83)).band == 3
    assert rules.rate(enough, FORMULA, compared(100, 84)).band == 4


def test_a_comparison_lifts_nobody_into_the_top_band():
    """Just under the cut: with the best place of a hundred the tested score would be 3.63, and the band stays 3."""
    assert rules.rate([outturn("reports_on_time", "96.9")], FORMULA, compared(100, 99)).band == 3


def test_a_group_of_four_compares_nobody():
    best = [outturn("reports_on_time", "101")]

    assert rules.rate(best, FORMULA, compared(4, 3)).band == 3
    assert rules.rate(best, FORMULA, compared(5, 4)).band == 4


def test_where_all_score_the_same_nobody_is_at_the_top():
    assert Comparison(20, 0).percentile == 0
    assert rules.rate([outturn("reports_on_time", "101")], FORMULA, compared(20, 0)).band == 3


@pytest.mark.parametrize(
    ("value", "state", "band"),
    [
        ("96", GatewayState.CONFIRMED, 1),
        ("96", GatewayState.UNDER_INQUIRY, 2),
        ("96", GatewayState.LIFTED, 3),
        ("96", None, 3),
        ("60", GatewayState.UNDER_INQUIRY, 1),
        ("80", GatewayState.UNDER_INQUIRY, 2),
    ],
)
def test_a_gateway_event_caps_the_band_at_1_when_confirmed_and_at_2_under_inquiry(
    value: str, state: GatewayState | None, band: int
):
    assert rules.rate([outturn("a", value)], FORMULA, Circumstances(gateway=state)).band == band


def test_a_capped_band_says_why_and_keeps_what_the_score_alone_would_give():
    rating = rules.rate([outturn("a", "95")], FORMULA, Circumstances(gateway=GatewayState.CONFIRMED))

    assert (rating.band, rating.band_by_score) == (1, 3)
    assert rating.because == ("a gateway event that is confirmed holds the band at 1",)


def test_of_several_gateway_events_a_confirmed_one_counts():
    states = [GatewayState.LIFTED, GatewayState.UNDER_INQUIRY, GatewayState.CONFIRMED]

    assert rules.heaviest(states) is GatewayState.CONFIRMED
    assert rules.heaviest(states[:2]) is GatewayState.UNDER_INQUIRY
    assert rules.heaviest(states[:1]) is None


@pytest.mark.parametrize("standing", [ProviderStanding.NEW, ProviderStanding.CLOSING])
def test_a_new_or_closing_provider_is_scored_and_not_put_into_a_band(standing: ProviderStanding):
    rating = rules.rate([outturn("a", "95")], FORMULA, Circumstances(standing=standing))

    assert rating.score == scores.measure_score(Fraction(95), HIGH, FORMULA)
    assert (rating.band, rating.because) == (None, (rules.WHY_UNBANDED[standing],))


def test_the_domains_of_a_training_prison_weigh_what_its_function_says():
    """Interventions 2.5 at 40 and offender management 1.5 at 20, whatever their measures weigh: (100 + 30) / 60."""
    both = [outturn("a", "90", 1, domain=Domain.INTERVENTIONS), outturn("b", "80", 9)]
    rating = rules.rate(both, FORMULA, Circumstances(domain_weights=DOMAIN_WEIGHTS[GroupCode.TRAINER]))

    assert rating.score == Fraction(130, 60)
    assert {d.domain: d.weight for d in rating.domains} == {Domain.INTERVENTIONS: 40, Domain.OFFENDER_MANAGEMENT: 20}


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
    interval = of_proportion(9, 10).times(Fraction(100))
    score = rules.score_outturn(outturn("a", "90", numerator=9, denominator=10), FORMULA)

    assert (round(float(interval.lowest), 1), round(float(interval.highest), 1)) == (59.6, 98.2)
    assert score.interval == (Fraction(1), scores.measure_score(interval.highest, HIGH, FORMULA))


def test_a_small_count_against_a_profile_has_the_interval_of_a_count():
    """Garwood 1936: 10 events stand for 4.795 to 18.390; against a profile of 10, 48 % to 184 %."""
    few = replace(outturn("a", "100", scale=PROFILE), denominator=Fraction(10), interval=of_count(10).times(Fraction(10)))

    assert rules.score_outturn(few, FORMULA).interval == (1, 4)


def test_the_rating_tells_how_much_of_it_does_not_rest_on_the_providers_word():
    rating = rules.rate([outturn("a", "90", 3), outturn("b", "90", 1, from_events=False)], FORMULA)

    assert rating.share_from_events == Fraction(3, 4)


@pytest.mark.parametrize(
    ("floor", "target", "stretch", "direction", "ordered"),
    [
        (80, 90, 97, Direction.HIGH, True),
        (90, 90, 97, Direction.HIGH, False),
        (97, 90, 80, Direction.HIGH, False),
        (11, 9, 7, Direction.LOW, True),
        (80, 100, 100, Direction.HIGH, True),
        (3, 0, 0, Direction.LOW, True),
        (0, 0, 0, Direction.LOW, False),
        (7, 9, 11, Direction.LOW, False),
    ],
)
def test_floor_target_and_stretch_must_lie_in_the_direction_of_the_measure(
    floor: int, target: int, stretch: int, direction: Direction, ordered: bool
):
    assert Scale(Fraction(floor), Fraction(target), Fraction(stretch), direction).in_order() is ordered


def test_where_nothing_is_better_than_the_target_reaching_it_scores_as_the_target_does():
    """No escapes, or every prisoner at court in time: two and a half, and each failure less, without a cliff."""
    escapes = Scale(Fraction(3), Fraction(0), Fraction(0), Direction.LOW)

    found = [scores.measure_score(Fraction(count), escapes, FORMULA) for count in (0, 1, 3)]
    assert found == [Fraction("2.5"), Fraction("2.5") - Fraction(1, 3), Fraction("1.5")]


values = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
steps = st.fractions(min_value=Fraction(1, 100), max_value=100, max_denominator=100)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    target, down, up = draw(values), draw(steps), draw(st.just(Fraction(0)) | steps)
    direction = draw(st.sampled_from(Direction))
    sign = 1 if direction is Direction.HIGH else -1
    return Scale(target - sign * down, target, target + sign * up, direction)


@given(scales(), values, values)
def test_a_better_outturn_never_scores_less(scale: Scale, one: Fraction, other: Fraction):
    worse, better = sorted((one, other), reverse=scale.direction is Direction.LOW)

    assert scores.measure_score(worse, scale, FORMULA) <= scores.measure_score(better, scale, FORMULA)


@given(scales(), values)
def test_every_score_lies_between_one_and_four(scale: Scale, value: Fraction):
    assert 1 <= scores.measure_score(value, scale, FORMULA) <= 4


MEASURES = st.lists(
    st.tuples(st.sampled_from(Domain), st.integers(1, 20), st.none() | st.integers(0, 120)), min_size=1, max_size=8
)
AROUND = st.builds(
    Circumstances,
    comparison=st.none() | st.integers(0, 40).map(lambda lower: Comparison(41, lower)),
    domain_weights=st.none() | st.sampled_from(list(DOMAIN_WEIGHTS.values())),
    gateway=st.none() | st.sampled_from(GatewayState),
    standing=st.sampled_from(ProviderStanding),
)


def outturns_of(rows: list[tuple[Domain, int, int | None]]) -> list[Outturn]:
    return [
        outturn(str(place), None if value is None else str(value), weight, domain=domain)
        for place, (domain, weight, value) in enumerate(rows)
    ]


@given(MEASURES, AROUND, st.randoms())
def test_the_order_of_the_measures_makes_no_difference(rows: list, around: Circumstances, chance: Random):
    ordered = outturns_of(rows)
    shuffled = ordered.copy()
    chance.shuffle(shuffled)
    one, other = rules.rate(ordered, FORMULA, around), rules.rate(shuffled, FORMULA, around)

    assert (one.band, one.score, one.because, one.domains) == (other.band, other.score, other.because, other.domains)


@given(MEASURES, AROUND, st.integers(0, 7), st.integers(1, 40))
def test_a_better_outturn_never_lowers_the_band(rows: list, around: Circumstances, place: int, more: int):
    domain, weight, value = rows[place % len(rows)]
    better = [*rows]
    better[place % len(rows)] = (domain, weight, None if value is None else value + more)
    before, after = (rules.rate(outturns_of(told), FORMULA, around) for told in (rows, better))

    assert (before.band or 0) <= (after.band or 0)
    assert (before.score or 0) <= (after.score or 0)


@given(MEASURES, AROUND)
def test_nothing_that_holds_a_band_ever_lifts_it(rows: list, around: Circumstances):
    rating = rules.rate(outturns_of(rows), FORMULA, around)

    if rating.band is not None and rating.band_by_score is not None:
        assert 1 <= rating.band <= rating.band_by_score
        assert rating.band <= FORMULA.gateway_caps.get(around.gateway or GatewayState.LIFTED, 4)
        assert bool(rating.because) is (rating.band < rating.band_by_score)


@given(MEASURES)
def test_the_overall_score_never_leaves_the_range_of_its_measures(rows: list):
    rating = rules.rate(outturns_of(rows), FORMULA)

    scores = [m.score for m in rating.measures if m.score is not None]
    if rating.score is None:
        assert not scores
    else:
        assert min(scores) <= rating.score <= max(scores)
