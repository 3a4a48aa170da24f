"""A programme as an option: needs answered, what stands against it, the wait, and what its completions are worth."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.sentencing import ON, offer, offers
from noms.contracts.offender_mgmt.persons import Sex
from services.offender_mgmt.programme_options.rules import (
    Defendant,
    completion_rate,
    options_offered,
    options_unknown,
    wait_weeks,
)

MAN = Defendant(ON, frozenset({"ATB"}), Sex.MALE)


def test_a_programme_with_a_free_place_is_available_with_its_wait():
    (option,) = options_offered(offers(offer()), MAN)

    assert (option.available, option.because, option.places_free, option.wait_weeks) == (True, [], 4, 1)
    assert option.meets_needs == ["ATB"]


def test_what_stands_against_a_programme_is_said():
    for_men_and_full = offers(offer(programme_code="IDAP", populations=["M"], places_free=0, next_start_on=None))
    (option,) = options_offered(for_men_and_full, Defendant(ON, frozenset(), Sex.FEMALE))

    assert (option.available, option.because, option.wait_weeks) == (False, ["not_for_this_sex", "no_place_free"], None)


def test_programmes_for_other_needs_are_left_out_where_needs_are_told():
    both = offers(offer(), offer(programme_code="ASRO", pathway_codes=["DRUGALC"]))

    assert [one.programme_code for one in options_offered(both, MAN)] == ["TSP"]
    assert len(options_offered(both, Defendant(ON, frozenset()))) == 2


def test_when_nobody_can_say_what_is_offered_nothing_is_made_up():
    found = options_unknown(MAN)

    assert "TSP" in {one.programme_code for one in found}
    for one in found:
        assert (one.places_free, one.next_start_on, one.wait_weeks, one.completion, one.length_weeks) == (None,) * 5
        assert one.available in {None, False}


@pytest.mark.parametrize(
    ("completed", "ended", "low", "high"), [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
)
def test_the_share_who_complete_has_the_interval_of_wilson(completed: int, ended: int, low: float, high: float):
    """Eight of ten: 0.49 to 0.94, as Brown, Cai and DasGupta (2001) tabulate the score interval."""
    rate = completion_rate(completed, ended, counted_from=ON)

    assert rate is not None
    assert (round(rate.share_at_least, 4), round(rate.share_at_most, 4)) == (low, high)


def test_of_nobody_there_is_no_share():
    assert completion_rate(0, 0, counted_from=ON) is None


@given(ended=st.integers(1, 5000), part=st.floats(0, 1))
def test_the_share_lies_within_its_interval_and_within_nought_and_one(ended: int, part: float):
    rate = completion_rate(round(ended * part), ended, counted_from=ON)

    assert rate is not None
    assert 0 <= rate.share_at_least <= rate.share <= rate.share_at_most <= 1


@given(days=st.integers(0, 400))
def test_a_wait_is_told_in_weeks_begun(days: int):
    weeks = wait_weeks(ON, ON + timedelta(days=days))

    assert weeks is not None
    assert (weeks - 1) * 7 < days <= weeks * 7
    assert wait_weeks(date(2010, 1, 1), None) is None
