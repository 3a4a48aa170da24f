"""How large a group may be, which place is free, and which sessions may be dated."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.reference.programmes import ProgrammeCategory, load_programmes, programme
from services.interventions.cohorts.rules import (
    GROUP_SIZES,
    CohortObjection,
    group_size,
    lowest_free_place,
    objection_to_cohort,
    objection_to_days,
    objection_to_sessions,
    sessions_planned,
)


def cohort_objection(code="TSP", **changes):
    return objection_to_cohort(programme(code), **{"capacity": 10, "starts_on": date(2010, 9, 6)} | changes)


@pytest.mark.parametrize(
    ("code", "fewest", "most"),
    [
        ("IDAP", 4, 12),
        ("C-SOGP", 8, 10),
        ("OTO", 1, 1),
        ("TSP", 4, 12),
    ],
)
def test_a_group_has_the_places_that_its_programme_allows_and_not_one_more(code, fewest, most):
    """Source: domain notes, interventions 2.5: IDAP 4-12, sex offender groups 8-10."""
    refused = CohortObjection.CAPACITY_OUTSIDE_RANGE

    assert cohort_objection(code, capacity=fewest) is None
    assert cohort_objection(code, capacity=most) is None
    assert cohort_objection(code, capacity=fewest - 1) is refused
    assert cohort_objection(code, capacity=most + 1) is refused


def test_a_cohort_of_a_prison_programme_or_of_one_not_yet_offered_is_refused():
    assert cohort_objection("CHROMIS") is CohortObjection.PROGRAMME_NOT_IN_THE_COMMUNITY
    assert cohort_objection("BBR") is CohortObjection.PROGRAMME_NOT_OFFERED


def test_the_accredited_number_of_sessions_cannot_be_changed():
    assert sessions_planned(programme("ETS"), None) == 20, "Home Affairs Committee HC 193 2004-05"
    assert sessions_planned(programme("ETS"), 20) == 20
    assert sessions_planned(programme("ETS"), 12) is CohortObjection.SESSIONS_NOT_AS_ACCREDITED


def test_a_programme_without_a_sourced_number_of_sessions_must_be_given_one():
    assert sessions_planned(programme("C-SOGP"), None) is CohortObjection.SESSIONS_NEEDED
    assert sessions_planned(programme("C-SOGP"), 60) == 60


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"first_on": date(2010, 9, 5)}, CohortObjection.BEFORE_THE_COHORT_STARTS),
        ({"dated": 1}, CohortObjection.MORE_SESSIONS_THAN_PLANNED),
        ({"asked_for": 0}, CohortObjection.MORE_SESSIONS_THAN_PLANNED),
    ],
)
def test_sessions_are_dated_from_the_start_of_the_cohort_up_to_the_planned_number(changes, objection):
    facts = {"starts_on": date(2010, 9, 6), "first_on": date(2010, 9, 6), "planned": 19, "dated": 0, "asked_for": 19}

    assert objection_to_sessions(**facts | changes) is objection


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"last_dated_on": None, "first_order_ends_on": None}, None),
        ({"first_on": date(2010, 9, 5)}, CohortObjection.BEFORE_THE_LAST_SESSION),
        ({"last_on": date(2011, 12, 1)}, CohortObjection.AFTER_AN_ORDER_ENDS),
    ],
)
def test_sessions_come_in_the_order_of_their_days_and_within_the_orders_of_those_who_hold_places(changes, objection):
    facts = {
        "first_on": date(2010, 9, 9), "last_on": date(2011, 11, 30),
        "last_dated_on": date(2010, 9, 6), "first_order_ends_on": date(2011, 11, 30),
    }  # fmt: skip

    assert objection_to_days(**facts | changes) is objection


@given(st.integers(1, 12), st.lists(st.tuples(st.booleans(), st.integers(0, 11)), max_size=60))
def test_however_places_are_taken_and_set_free_no_number_is_held_twice_and_the_capacity_is_never_exceeded(capacity, events):
    taken: list[int] = []
    for takes, which in events:
        if not takes and taken:
            taken.pop(which % len(taken))
            continue
        number = lowest_free_place(capacity, taken)
        assert (number is None) == (len(taken) == capacity), "full exactly when every place is held"
        if number is not None:
            taken.append(number)
        assert len(taken) == len(set(taken)) <= capacity
        assert all(1 <= number <= capacity for number in taken)


def test_the_lowest_place_that_was_set_free_is_taken_first():
    assert lowest_free_place(4, {1, 3, 4}) == 2
    assert lowest_free_place(4, {1, 2, 3, 4}) is None


def test_every_group_size_names_a_programme_or_a_category_and_says_where_it_comes_from():
    names = {row.code for row in load_programmes()} | set(ProgrammeCategory)

    assert {row.applies_to for row in GROUP_SIZES} <= names
    assert all(row.source.startswith(("Source: ", "House rule: ")) for row in GROUP_SIZES)
    assert all(1 <= group_size(row).fewest <= group_size(row).most for row in load_programmes())
