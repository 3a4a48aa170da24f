"""Who may be referred, who is suitable, and how a referral moves."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.interventions.referrals import ReferralState, ReferralWarning
from noms.contracts.interventions.suitability import Exclusion, Gate, UnsuitableReason
from noms.reference.programmes import load_programmes, programme
from services.interventions.referrals.rules import (
    GATE_OF,
    MOVES,
    RISK_RANGES,
    ReferralObjection,
    gates,
    is_open,
    may_move,
    objection_to_decision,
    objection_to_referral,
    outcome,
    warnings_for,
)

S = ReferralState
STEPS = st.lists(st.sampled_from(ReferralState), max_size=12)
CLOSED = {S.UNSUITABLE, S.COMPLETED, S.WITHDRAWN}


def referral_objection(code="TSP", **changes):
    facts = {
        "requirement_code": "PROG",
        "programme_of_order": "TSP",
        "order_starts_on": date(2010, 6, 1),
        "order_ends_on": date(2011, 11, 30),
        "referred_on": date(2010, 7, 12),
        "as_at": date(2010, 7, 12),
    }
    return objection_to_referral(programme(code), **facts | changes)


def assess(code="TSP", **changes):
    facts = {"ogrs_percent": 58, "need_evidenced": True, "exclusions": (), "decided_on": date(2010, 7, 26)}
    return gates(code, **facts | changes)


def reasons(results):
    return {reason for result in results for reason in result.reasons}


def test_the_way_of_a_referral_that_ends_well_is_submitted_suitable_allocated_started_completed():
    way = [S.SUBMITTED, S.SUITABLE, S.ALLOCATED, S.STARTED, S.COMPLETED]

    assert all(may_move(state, to) for state, to in pairwise(way))


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (S.SUBMITTED, S.ALLOCATED),
        (S.SUBMITTED, S.STARTED),
        (S.SUITABLE, S.STARTED),
        (S.SUITABLE, S.UNSUITABLE),
        (S.ALLOCATED, S.COMPLETED),
        (S.STARTED, S.SUITABLE),
    ],
)
def test_no_step_is_left_out_or_taken_back(state, to):
    assert not may_move(state, to)


def test_only_a_start_can_be_dated_anew_or_taken_back():
    assert [state for state in S if may_move(state, state)] == [S.STARTED]
    assert may_move(S.STARTED, S.ALLOCATED)


@given(STEPS)
def test_however_one_tries_a_closed_referral_stays_as_it_is(attempts):
    state = S.SUBMITTED
    for to in attempts:
        was = state
        state = to if may_move(state, to) else state
        assert was not in CLOSED or state is was


@given(STEPS)
def test_nobody_completes_a_programme_without_having_been_suitable_allocated_and_started(attempts):
    been = [S.SUBMITTED]
    for to in attempts:
        if may_move(been[-1], to):
            been.append(to)

    once = [state for number, state in enumerate(been) if state not in been[:number]]
    assert S.COMPLETED not in been or once == [S.SUBMITTED, S.SUITABLE, S.ALLOCATED, S.STARTED, S.COMPLETED]
    assert {state for state in been if been.count(state) > 1} <= {S.ALLOCATED, S.STARTED}, "corrections alone enter a state again"


def test_every_open_referral_can_be_withdrawn_and_every_state_is_in_the_table():
    assert set(MOVES) == set(ReferralState)
    assert {state for state in ReferralState if not is_open(state)} == CLOSED
    assert all(may_move(state, S.WITHDRAWN) for state in ReferralState if is_open(state))


def test_a_programme_requirement_is_referred_to_the_programme_that_the_court_named():
    assert referral_objection() is None
    assert referral_objection(programme_of_order=None) is None


@pytest.mark.parametrize(
    ("code", "changes", "objection"),
    [
        ("TSP", {"requirement_code": "UPW"}, ReferralObjection.NOT_A_PROGRAMME_REQUIREMENT),
        ("ETS", {}, ReferralObjection.NOT_THE_PROGRAMME_OF_THE_ORDER),
        ("CHROMIS", {"programme_of_order": None}, ReferralObjection.PROGRAMME_NOT_IN_THE_COMMUNITY),
        ("TSP", {"referred_on": date(2010, 7, 13)}, ReferralObjection.IN_THE_FUTURE),
        ("TSP", {"referred_on": date(2010, 5, 31)}, ReferralObjection.OUTSIDE_THE_ORDER),
        ("TSP", {"referred_on": date(2011, 12, 1), "as_at": date(2011, 12, 1)}, ReferralObjection.OUTSIDE_THE_ORDER),
        ("BBR", {"programme_of_order": None}, ReferralObjection.PROGRAMME_NOT_OFFERED),
    ],
)
def test_a_referral_that_the_order_or_the_catalogue_does_not_allow_is_refused(code, changes, objection):
    assert referral_objection(code, **changes) is objection


def test_the_first_and_the_last_day_of_the_order_are_days_of_the_order():
    assert referral_objection(referred_on=date(2010, 6, 1)) is None
    assert referral_objection(referred_on=date(2011, 11, 30), as_at=date(2011, 11, 30)) is None


def test_whoever_refers_too_late_is_warned_and_whoever_refers_on_the_last_day_is_not():
    assert warnings_for(date(2010, 7, 11), as_at=date(2010, 7, 12)) == (ReferralWarning.DOSE_DOES_NOT_FIT,)
    assert warnings_for(date(2010, 7, 12), as_at=date(2010, 7, 12)) == ()
    assert warnings_for(None, as_at=date(2010, 7, 12)) == (ReferralWarning.DOSE_UNKNOWN,)


def test_whoever_passes_risk_need_and_responsivity_is_suitable():
    results = assess()

    assert [result.gate for result in results] == [Gate.RISK, Gate.NEED, Gate.RESPONSIVITY]
    assert outcome(results) is S.SUITABLE


@pytest.mark.parametrize(("percent", "suitable"), [(39, False), (40, True), (100, True)])
def test_a_general_programme_in_the_community_asks_for_a_score_of_forty(percent, suitable):
    """Source: PC 38/2004."""
    assert (outcome(assess("ETS", ogrs_percent=percent)) is S.SUITABLE) is suitable


@pytest.mark.parametrize(
    ("percent", "found"),
    [
        (34, {UnsuitableReason.RISK_BELOW_RANGE}),
        (35, set()),
        (75, set()),
        (76, {UnsuitableReason.RISK_ABOVE_RANGE}),
    ],
)
def test_a_range_of_scores_holds_its_two_ends_and_has_no_hole(percent, found):
    assert reasons(assess("COVAID", ogrs_percent=percent)) == found


def test_a_drink_driver_needs_no_score_of_risk():
    assert outcome(assess("DID", ogrs_percent=None)) is S.SUITABLE


@given(st.integers(0, 100), st.booleans(), st.lists(st.sampled_from(Exclusion), max_size=10))
def test_a_person_is_suitable_only_when_no_reason_is_found_and_every_exclusion_closes_its_gate(percent, need, exclusions):
    results = assess(ogrs_percent=percent, need_evidenced=need, exclusions=exclusions)

    assert (outcome(results) is S.SUITABLE) == (percent >= 50 and need and not exclusions)
    assert {UnsuitableReason(exclusion) for exclusion in exclusions} <= reasons(results)
    assert all(GATE_OF[reason] is result.gate for result in results for reason in result.reasons)


def test_an_unevidenced_need_closes_the_gate_of_need_and_no_other():
    closed = [result for result in assess(need_evidenced=False) if not result.passed]

    assert [(result.gate, result.reasons) for result in closed] == [(Gate.NEED, (UnsuitableReason.NEED_NOT_EVIDENCED,))]


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"ogrs_percent": None}, ReferralObjection.RISK_SCORE_NEEDED),
        ({"decided_on": date(2010, 7, 11)}, ReferralObjection.BEFORE_THE_REFERRAL),
        ({"decided_on": date(2010, 7, 27)}, ReferralObjection.IN_THE_FUTURE),
    ],
)
def test_a_decision_has_its_score_and_a_day_between_the_referral_and_today(changes, objection):
    facts = {"ogrs_percent": 58, "referred_on": date(2010, 7, 12), "decided_on": date(2010, 7, 26), "as_at": date(2010, 7, 26)}

    assert objection_to_decision("TSP", **facts | changes) is objection


def test_every_reason_has_its_gate_and_every_range_a_programme_and_a_source():
    assert set(GATE_OF) == set(UnsuitableReason)
    assert {row.programme_code for row in RISK_RANGES} <= {row.code for row in load_programmes()}
    assert all(row.source.startswith(("Source: ", "House rule: ")) for row in RISK_RANGES)
