"""Whether a referral may take a place in a cohort."""

from dataclasses import replace
from datetime import date

import pytest

from noms.contracts.interventions.referrals import ReferralState
from services.interventions.placement.rules import Applicant, Group, PlaceObjection, objection_to_place

APPLICANT = Applicant(ReferralState.SUITABLE, "TSP", "LDN", last_moved_on=date(2010, 7, 26), order_ends_on=date(2011, 11, 30))
GROUP = Group("TSP", "LDN", starts_on=date(2010, 9, 6), last_session_on=date(2011, 1, 31))


def objection(applicant=APPLICANT, group=GROUP, taken_on=date(2010, 8, 20), as_at=date(2010, 8, 20)):
    return objection_to_place(applicant, group, taken_on=taken_on, as_at=as_at)


def test_a_suitable_referral_takes_a_place_in_a_cohort_of_its_programme_and_provider():
    assert objection() is None


@pytest.mark.parametrize("state", [state for state in ReferralState if state is not ReferralState.SUITABLE])
def test_a_referral_in_any_other_state_takes_no_place(state):
    assert objection(replace(APPLICANT, state=state)) is PlaceObjection.REFERRAL_NOT_SUITABLE


def test_a_place_in_another_programme_or_with_another_provider_is_refused():
    assert objection(replace(APPLICANT, programme_code="ETS")) is PlaceObjection.ANOTHER_PROGRAMME
    assert objection(replace(APPLICANT, provider="WMP")) is PlaceObjection.ANOTHER_PROVIDER


def test_a_group_is_joined_on_the_day_it_starts_and_not_later():
    later = date(2010, 9, 7)

    assert objection(taken_on=GROUP.starts_on, as_at=later) is None
    assert objection(taken_on=later, as_at=later) is PlaceObjection.COHORT_HAS_STARTED


def test_a_place_is_taken_neither_before_the_decision_nor_tomorrow():
    assert objection(taken_on=date(2010, 7, 25)) is PlaceObjection.BEFORE_SUITABILITY
    assert objection(taken_on=date(2010, 8, 21)) is PlaceObjection.IN_THE_FUTURE


def test_a_group_whose_last_session_comes_after_the_end_of_the_order_is_refused():
    assert objection(replace(APPLICANT, order_ends_on=date(2011, 1, 31))) is None
    assert objection(replace(APPLICANT, order_ends_on=date(2011, 1, 30))) is PlaceObjection.DOSE_DOES_NOT_FIT


def test_a_group_without_dated_sessions_is_judged_by_the_day_it_starts():
    undated = replace(GROUP, last_session_on=None)

    assert objection(group=undated) is None
    assert objection(replace(APPLICANT, order_ends_on=date(2010, 9, 5)), undated) is PlaceObjection.DOSE_DOES_NOT_FIT
