"""When a programme counts as completed. Source: PC 09/2007."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.interventions.completion import EvidenceKind
from noms.contracts.interventions.referrals import ReferralState
from services.interventions.completion.rules import (
    CompletionObjection,
    SessionOutcome,
    completed_on,
    missed,
    missing,
    objection_to_evidence,
    unaccounted,
)

FIRST_DAY = date(2010, 9, 6)
AS_AT = date(2011, 3, 1)
K = EvidenceKind


def outcomes(attended, undecided=()):
    return [
        SessionOutcome(number, FIRST_DAY + timedelta(weeks=number - 1), attended=there, decided=number not in undecided)
        for number, there in enumerate(attended, start=1)
    ]


def objection(kind=K.MEASURES_DONE, dated_on=date(2010, 12, 1), attended=(True, True, True, True), **changes):
    facts = {
        "state": ReferralState.STARTED,
        "planned": 4,
        "outcomes": outcomes(attended, changes.pop("undecided", ())),
        "there": {},
        "as_at": AS_AT,
    }
    return objection_to_evidence(kind, dated_on, **facts | changes)


def test_an_evidence_is_recorded_once_every_session_is_accounted_for():
    assert objection() is None


@pytest.mark.parametrize("state", [state for state in ReferralState if state is not ReferralState.STARTED])
def test_there_is_no_evidence_of_completion_for_a_programme_that_is_not_running(state):
    assert objection(state=state) is CompletionObjection.PROGRAMME_NOT_STARTED


def test_a_session_without_an_outcome_or_with_an_open_one_stands_against_completion():
    assert objection(attended=(True, True, True)) is CompletionObjection.SESSIONS_NOT_ACCOUNTED_FOR
    assert objection(undecided=(3,)) is CompletionObjection.SESSIONS_NOT_ACCOUNTED_FOR
    assert unaccounted(4, outcomes((True, True, True), undecided=(1,))) == (1, 4)


def test_two_missed_sessions_are_allowed_and_three_are_not():
    """Source: domain notes, interventions 2.5: more than 2 missed repeats the block."""
    assert objection(attended=(True, True, False, False)) is None
    assert objection(attended=(True, False, False, False)) is CompletionObjection.TOO_MANY_SESSIONS_MISSED


def test_the_same_evidence_counts_once():
    assert objection(there={K.MEASURES_DONE: date(2010, 12, 1)}) is CompletionObjection.ALREADY_EVIDENCED


def test_an_evidence_is_dated_between_the_last_session_and_today():
    last_session = FIRST_DAY + timedelta(weeks=3)

    assert objection(dated_on=last_session) is None
    assert objection(dated_on=last_session - timedelta(days=1)) is CompletionObjection.BEFORE_THE_LAST_SESSION
    assert objection(dated_on=AS_AT) is None
    assert objection(dated_on=AS_AT + timedelta(days=1)) is CompletionObjection.IN_THE_FUTURE


def test_a_report_is_sent_on_or_after_the_day_on_which_it_was_written():
    written = {K.REPORT_WRITTEN: date(2010, 12, 10)}

    assert objection(K.REPORT_SENT) is CompletionObjection.REPORT_NOT_WRITTEN
    assert objection(K.REPORT_SENT, date(2010, 12, 9), there=written) is CompletionObjection.REPORT_NOT_WRITTEN
    assert objection(K.REPORT_SENT, date(2010, 12, 10), there=written) is None


@pytest.mark.parametrize("order", list(permutations(EvidenceKind)))
def test_in_whichever_order_they_come_only_the_fourth_evidence_completes(order):
    there = {}
    for day, kind in enumerate(order, start=1):
        assert completed_on(there) is None
        assert kind in missing(there)
        there[kind] = date(2010, 12, day)

    assert completed_on(there) == date(2010, 12, 4)
    assert missing(there) == ()


def test_the_programme_is_completed_on_the_day_of_the_latest_evidence_not_of_the_last_recorded():
    there = {
        K.MEASURES_DONE: date(2010, 12, 20),
        K.REPORT_WRITTEN: date(2010, 12, 10),
        K.REPORT_SENT: date(2010, 12, 13),
        K.RECORDED_ON_SYSTEM: date(2010, 12, 14),
    }

    assert completed_on(there) == date(2010, 12, 20)


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.sets(st.integers(1, 40), max_size=5), st.integers(1, 40))
def test_no_evidence_is_taken_unless_all_planned_sessions_are_decided_and_at_most_two_were_missed(attended, undecided, planned):
    records = outcomes(attended, undecided)
    accounted = all(any(r.number == number and r.decided for r in records) for number in range(1, planned + 1))
    accepted = objection_to_evidence(
        K.MEASURES_DONE,
        AS_AT,
        state=ReferralState.STARTED,
        planned=planned,
        outcomes=records,
        there={},
        as_at=AS_AT + timedelta(400),
    )

    expected = accounted and attended.count(False) <= 2 and records[-1].held_on <= AS_AT
    assert (accepted is None) == expected
    assert missed(records) == attended.count(False)
