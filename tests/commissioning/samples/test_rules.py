"""A sample that anybody can draw again, and what its findings come to."""

import hashlib
from fractions import Fraction
from math import ceil
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.samples import SampleFinding
from services.commissioning.samples import rules
from services.commissioning.samples.rules import ErrorRate, FindingObjection, Found

EVENTS = [UUID(int=number) for number in range(1, 101)]
POPULATIONS = st.lists(st.uuids(), min_size=1, max_size=60, unique=True)


def test_the_same_seed_draws_the_same_events_on_whatever_machine():
    """By the method as it is told, beside the rule; the five numbers were found with printf, sha256sum and sort."""
    by_hand = sorted(EVENTS, key=lambda event: hashlib.sha256(f"7:{event}".encode()).hexdigest())[:5]

    assert rules.draw(EVENTS, 5, 7) == by_hand
    assert [event.int for event in rules.draw(EVENTS, 5, 7)] == [7, 50, 20, 10, 57]


@pytest.mark.parametrize(
    ("population", "share", "size"), [(100, 5, 5), (101, 5, 6), (1, 5, 1), (19, 5, 1), (3, 100, 3), (0, 5, 0)]
)
def test_a_share_is_rounded_up_so_that_something_is_always_examined(population: int, share: int, size: int):
    assert rules.size_of(population, share) == size


@given(POPULATIONS, st.integers(1, 100), st.integers(0, 2**31 - 1), st.randoms())
def test_the_order_of_the_events_and_their_repetition_make_no_difference(
    events: list[UUID], share: int, seed: int, chance: Random
):
    shuffled = [*events, events[0]]
    chance.shuffle(shuffled)

    assert rules.draw(events, share, seed) == rules.draw(shuffled, share, seed)
    assert rules.population_hash(events) == rules.population_hash(shuffled)


@given(POPULATIONS, st.integers(1, 100), st.integers(0, 2**31 - 1))
def test_a_sample_holds_distinct_events_of_the_population_and_as_many_as_it_should(events: list[UUID], share: int, seed: int):
    drawn = rules.draw(events, share, seed)

    assert len(drawn) == len(set(drawn)) == ceil(len(events) * share / 100)
    assert set(drawn) <= set(events)


@given(POPULATIONS, st.integers(1, 99), st.integers(0, 2**31 - 1))
def test_a_larger_share_goes_on_where_the_smaller_stopped(events: list[UUID], share: int, seed: int):
    fewer, more = rules.draw(events, share, seed), rules.draw(events, share + 1, seed)

    assert more[: len(fewer)] == fewer


def test_seeds_spread_over_the_population():
    """Of 400 samples of five in a hundred every event is in about 20; binomial, 2 to 45 is beyond one in a hundred million."""
    counted = dict.fromkeys(EVENTS, 0)
    for seed in range(400):
        for event in rules.draw(EVENTS, 5, seed):
            counted[event] += 1

    assert sum(counted.values()) == 2000
    assert all(2 <= times <= 45 for times in counted.values())


def test_another_event_changes_the_fingerprint_of_the_population():
    assert rules.population_hash(EVENTS) != rules.population_hash(EVENTS[1:])


@pytest.mark.parametrize(
    ("found", "objection"),
    [
        (Found(EVENTS[0], SampleFinding.CORRECT, None), None),
        (Found(EVENTS[0], SampleFinding.WRONG, "Counted twice."), None),
        (Found(EVENTS[0], SampleFinding.WRONG, None), FindingObjection.REASON_MISSING),
        (Found(uuid4(), SampleFinding.CORRECT, None), FindingObjection.NOT_IN_THE_SAMPLE),
    ],
)
def test_a_finding_is_about_an_event_of_the_sample_and_says_what_is_wrong(found: Found, objection: FindingObjection | None):
    assert rules.faults_of([found], EVENTS) == ([(0, objection)] if objection else [])


def test_an_event_is_named_once():
    twice = [Found(EVENTS[0], SampleFinding.CORRECT, None), Found(EVENTS[0], SampleFinding.CORRECT, None)]

    assert rules.faults_of(twice, EVENTS) == [(1, FindingObjection.NAMED_TWICE)]


def test_the_rate_of_errors_has_wilsons_interval():
    """1 of 29: 0.61 % to 17.18 %. Source: Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3."""
    rate = ErrorRate(29, 1)

    assert rate.share == Fraction(1, 29)
    assert rate.interval is not None
    assert (round(float(100 * rate.interval.lowest), 2), round(float(100 * rate.interval.highest), 2)) == (0.61, 17.18)


def test_before_the_first_examination_there_is_no_rate():
    assert (ErrorRate(0, 0).share, ErrorRate(0, 0).interval) == (None, None)
