"""Fixed sums, one event charged once, excess and bands, and the cap."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.payment_terms import (
    Json,
    a_scale,
    an_occurrence,
    failures,
    money,
    settled,
    some_facts,
    some_points,
    some_terms,
    working,
)
from noms.contracts.commissioning.settlements import LineState
from noms.contracts.commissioning.terms import FixedSum
from services.commissioning.deductions import rules
from services.commissioning.deductions.rules import Cap
from services.commissioning.indexation.rules import Indexed

FEE = Indexed(1_000_000, Fraction(11, 10), provisional=False, working="")
CELLS = {"place_types": [{"code": "cell", "places": 100}], "criteria": [{"code": "shut", "place_type": "cell"}]}
EVERYTHING = some_terms(
    availability=CELLS,
    doubling=[{"code": "doubling", "pence": "10000"}],
    fixed_sums=[{"code": "escape", "pence": 500_000}],
    points=some_points({"code": "failure", "points": "10"}),
)
"""A place-day is worth 100,000/100 pence; a failure 10 points of a pound each."""
ESCAPE = an_occurrence(1, "FIXED_SUM_INCIDENT", "escape")


def shut(number: int, places: int, **changes: object) -> Json:
    return an_occurrence(number, "UNAVAILABLE_PLACES", "shut", places=places, **changes)


def linked(number: int, to: int = 1, **changes: object) -> Json:
    return an_occurrence(number, same_event_as=str(UUID(int=to)), **changes)


def taken(*occurrences: Json) -> dict[str, int]:
    """What each step takes for the first quarter of the second year."""
    found = settled(EVERYTHING, some_facts(*occurrences), "2011-06-30")
    steps = ("unavailable_places", "unauthorised_doubling", "quarter_points")
    sums = {step: -sum(money(found, step).values()) for step in steps} | {
        "fixed_sum": -sum(money(found, "fixed_sum", "escape").values())
    }
    return {step: pence for step, pence in sums.items() if pence}


def test_equality_at_the_baseline_gives_a_line_of_zero_that_says_so():
    found = settled(some_terms(points=some_points()), some_facts(an_occurrence(count="10")), "2011-06-30")

    assert money(found, "quarter_points") == {3: 0}
    assert working(found, "quarter_points") == ["10 points, not over the baseline of 10"]


@pytest.mark.parametrize(
    ("terms", "pence"),
    [({"pence": 5_000_000}, 5_000_000), ({"pence": 500, "indexed": True}, 550), ({"percent_of_fee": "0.25"}, 2_500)],
)
def test_an_incident_costs_pence_or_a_percentage_of_the_indexed_fee(terms: Json, pence: int):
    assert rules.fixed_sum(FixedSum.model_validate({"code": "escape"} | terms), FEE) == pence


def test_an_incident_costs_one_sum_however_many_people_escaped():
    """Source: National Audit Office, HC 700 (2002-03): any number of escapers."""
    assert taken(ESCAPE | {"count": "3"}) == {"fixed_sum": 500_000}


def test_two_escapes_told_of_one_event_cost_one_sum_and_of_two_events_two():
    twice = an_occurrence(2, "FIXED_SUM_INCIDENT", "escape")

    assert taken(ESCAPE, twice) == {"fixed_sum": 1_000_000}
    assert taken(ESCAPE, twice | {"same_event_as": str(UUID(int=1))}) == {"fixed_sum": 500_000}


def test_each_incident_is_rounded_by_itself():
    line = rules.fixed_sum_line(
        FixedSum(code="x", percent_of_fee="0.0001"),
        Indexed(500_000, Fraction(1), provisional=True, working=""),
        [(UUID(int=1), False)] * 2,
    )

    assert (line.pence, line.state) == (-2, LineState.PROVISIONAL)


def test_what_is_charged_as_a_fixed_sum_brings_no_points_even_if_the_points_would_cost_more():
    """Source: payment specification 4.3 step 8."""
    assert taken(ESCAPE, linked(2, count="999")) == {"fixed_sum": 500_000}


def test_of_unavailability_and_the_regime_failure_that_it_causes_the_larger_is_kept():
    """A place-day is £10.00; a failure is worth £10.00 by itself, whatever the baseline leaves of it."""
    assert taken(shut(1, places=2), linked(2, count="1")) == {"unavailable_places": 2_000}
    assert taken(shut(1, places=2), linked(2, count="3")) == {"quarter_points": 2_000}


def test_of_equal_charges_the_unavailability_is_kept():
    assert taken(shut(1, places=3), linked(2, count="3")) == {"unavailable_places": 3_000}


def test_the_choice_is_recorded_with_what_each_was_worth():
    found = settled(EVERYTHING, some_facts(shut(1, places=2), linked(2, count="3")), "2011-06-30")

    assert working(found, "charged_once", "shut") == [
        "UNAVAILABLE_PLACES of 2000p not charged: the same event is charged as PERFORMANCE_FAILURE failure, 3000p"
    ]


def test_three_charges_of_one_event_leave_one():
    chained = [
        shut(1, places=700),
        linked(2, code="failure", count="2"),
        ESCAPE | {"occurrence_id": str(UUID(int=3)), "same_event_as": str(UUID(int=2))},
    ]

    assert taken(*chained) == {"unavailable_places": 700_000}
    assert taken(*reversed(chained)) == {"unavailable_places": 700_000}


def test_events_that_name_each_other_in_a_ring_are_one():
    ring = [shut(1, places=50, same_event_as=str(UUID(int=2))), linked(2, to=1, count="3")]

    assert taken(*ring) == {"unavailable_places": 50_000}


def test_two_that_name_the_same_unknown_occurrence_are_one_event():
    assert taken(shut(1, places=50, same_event_as=str(UUID(int=77))), linked(2, to=77, count="3")) == {
        "unavailable_places": 50_000
    }


def test_a_long_chain_of_occurrences_is_followed_once():
    chain = {UUID(int=number): UUID(int=number + 1) for number in range(20_000)}

    assert set(rules.roots_of(chain).values()) == {UUID(int=20_000)}
    assert set(rules.roots_of(dict(reversed(chain.items()))).values()) == {UUID(int=20_000)}


def test_a_ring_and_whatever_leads_into_it_have_one_root():
    ring = {UUID(int=n): UUID(int=m) for n, m in ((5, 6), (6, 7), (7, 5), (9, 6), (1, 9))}

    assert set(rules.roots_of(ring).values()) == {UUID(int=5)}


@pytest.mark.parametrize("state", ["HELD", "OVERTURNED"])
def test_what_does_not_count_takes_nothing_else_away(state: str):
    assert taken(ESCAPE | {"state": state}, linked(2, count="3")) == {"quarter_points": 2_000}


def test_additional_places_are_no_charge_and_stand_beside_what_the_same_event_costs():
    terms = some_terms(additional_places=[{"code": "call-off", "pence": "10"}], points=some_points())
    called = an_occurrence(1, "ADDITIONAL_PLACES", "call-off", places=5)
    found = settled(terms, some_facts(called, linked(2, count="30")), "2011-06-30")

    assert (money(found, "additional_places"), money(found, "quarter_points")) == ({2: 50}, {3: -2_000})


def test_a_failure_that_step_8_spares_is_a_failure_before_all_the_same():
    terms = some_terms(
        fixed_sums=[{"code": "escape", "pence": 1}],
        points=some_points(quarterly=a_scale(repeat_multiplier="2", baselines=[{"from_year": 1, "points": "0"}])),
    )
    found = settled(terms, some_facts(ESCAPE, linked(2), *failures("2011-07-03")), "2011-09-30")

    assert money(found, "quarter_points") == {3: 0, 6: -200}


def test_without_a_cap_everything_is_collected():
    assert Cap(None).taking(7) == Cap(None, 7, 0)


def test_what_lies_over_the_cap_is_recorded_and_not_carried():
    terms = some_terms(points=some_points(), cap_percent_of_fee="1")
    found = settled(
        terms, some_facts(*failures("2011-05-10", count="4000"), an_occurrence(2, occurred_on="2011-08-01", count="60"))
    )

    assert money(found, "quarter_points") == {3: -399_000, 6: -5_000, 9: 0, 12: 0}
    assert money(found, "over_the_cap") == {3: 33_000, 6: 5_000}
    assert (found.cap.collected_pence, found.cap.uncollected_pence) == (366_000, 38_000)


def test_availability_and_doubling_stand_outside_the_cap():
    capped = EVERYTHING.model_copy(update={"cap_percent_of_fee": "0"})
    nights = an_occurrence(3, "UNAUTHORISED_DOUBLING", "doubling", places=2)
    found = settled(capped, some_facts(shut(1, places=50), nights, ESCAPE | {"occurrence_id": str(UUID(int=9))}), "2011-06-30")

    assert money(found, "unavailable_places") == {2: -50_000}
    assert money(found, "unauthorised_doubling") == {2: -20_000}
    assert money(found, "over_the_cap") == {3: 500_000}


@given(st.integers(0, 10_000), st.lists(st.integers(0, 5_000), max_size=20))
def test_the_cap_is_never_exceeded_and_nothing_is_lost(most: int, sums: list[int]):
    cap = Cap(most)
    for pence in sums:
        cap = cap.taking(pence)

    assert cap.collected_pence == min(most, sum(sums))
    assert cap.collected_pence + cap.uncollected_pence == sum(sums)


def test_annual_points_are_charged_at_the_end_of_the_year_under_the_same_cap():
    terms = some_terms(
        points=some_points({"code": "failure", "points": "1", "assessed": "year"}, quarterly=None, annual=a_scale()),
        cap_percent_of_fee="0.01",
    )
    found = settled(terms, some_facts(an_occurrence(count="110")))

    assert money(found, "year_points") == {12: -10_000}
    assert money(found, "over_the_cap") == {12: 10_000 - 3_660}
