"""When an outcome of a session may be recorded, and what it says about compliance."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.interventions.referrals import ReferralState
from noms.reference.absence_reasons import absence_reason, load_absence_reasons
from services.interventions.attendance.rules import (
    AttendanceObjection,
    Seat,
    is_decided,
    is_failure_to_comply,
    move_called_for,
    objection_to_outcome,
    was_there,
)

FIRST, SECOND = UUID(int=1), UUID(int=2)
SESSION_DAY = date(2010, 9, 20)
SEAT = Seat(taken_on=date(2010, 8, 20))


def objection(
    state=ReferralState.STARTED, seat=SEAT, *, as_at=SESSION_DAY, standing=None, supersedes=None, order_ends_on=SESSION_DAY
):
    return objection_to_outcome(
        state, seat, held_on=SESSION_DAY, order_ends_on=order_ends_on, as_at=as_at, standing=standing, supersedes=supersedes
    )


def test_an_outcome_is_recorded_on_the_day_of_the_session_and_not_before():
    assert objection() is None
    assert objection(as_at=date(2010, 9, 19)) is AttendanceObjection.SESSION_STILL_TO_COME


def test_a_session_after_the_last_day_of_the_order_has_no_outcome_and_a_record_made_all_the_same_can_be_corrected():
    ended = date(2010, 9, 19)

    assert objection(order_ends_on=ended) is AttendanceObjection.AFTER_THE_ORDER
    assert objection(order_ends_on=ended, standing=FIRST, supersedes=FIRST) is None


def test_nobody_without_a_place_in_the_cohort_has_an_outcome():
    assert objection(seat=None) is AttendanceObjection.NO_PLACE_IN_THE_COHORT
    assert objection(seat=Seat(date(2010, 9, 21))) is AttendanceObjection.NO_PLACE_IN_THE_COHORT
    assert objection(seat=Seat(date(2010, 8, 20), released_on=date(2010, 9, 19))) is AttendanceObjection.NO_PLACE_IN_THE_COHORT
    assert objection(seat=Seat(SESSION_DAY, released_on=SESSION_DAY)) is None


def test_a_second_record_must_say_that_it_supersedes_the_first():
    assert objection(standing=FIRST) is AttendanceObjection.ALREADY_RECORDED
    assert objection(standing=FIRST, supersedes=FIRST) is None


def test_only_the_record_that_stands_can_be_superseded():
    assert objection(standing=SECOND, supersedes=FIRST) is AttendanceObjection.NOT_THE_STANDING_RECORD
    assert objection(standing=None, supersedes=FIRST) is AttendanceObjection.NOT_THE_STANDING_RECORD


@pytest.mark.parametrize(
    ("state", "first", "correction"),
    [
        (ReferralState.ALLOCATED, None, None),
        (ReferralState.STARTED, None, None),
        (ReferralState.WITHDRAWN, AttendanceObjection.REFERRAL_CLOSED, None),
        (ReferralState.COMPLETED, AttendanceObjection.REFERRAL_CLOSED, AttendanceObjection.REFERRAL_CLOSED),
        (ReferralState.SUITABLE, AttendanceObjection.REFERRAL_CLOSED, AttendanceObjection.REFERRAL_CLOSED),
    ],
)
def test_a_withdrawn_person_can_still_be_cleared_of_an_absence_and_a_completed_programme_is_closed(state, first, correction):
    assert objection(state) is first
    assert objection(state, standing=FIRST, supersedes=FIRST) is correction


@given(st.lists(st.sampled_from([None, FIRST, SECOND, UUID(int=3)]), max_size=20))
def test_whatever_is_sent_the_records_of_one_session_form_one_chain(offers):
    """Each accepted record supersedes the one before it, so that exactly one stands."""
    chain: list[UUID] = []
    for number, supersedes in enumerate(offers, start=1):
        standing = chain[-1] if chain else None
        if objection(standing=standing, supersedes=supersedes) is None:
            assert supersedes == standing
            chain.append(UUID(int=number))

    assert len(chain) == len(set(chain))


@pytest.mark.parametrize("code", ["UAAB", "AFTC", "ATSH", "ATFI"])
def test_an_unacceptable_absence_and_three_ways_of_misbehaving_count_as_failures(code):
    """Source: domain notes, interventions 2.3: the enforceable codes."""
    assert is_failure_to_comply(absence_reason(code))


@pytest.mark.parametrize("code", ["ATTC", "ATSS", "AAME", "AARE", "CO05", "RSSR", "AFTA"])
def test_an_attended_session_an_acceptable_absence_and_an_undecided_one_do_not(code):
    assert not is_failure_to_comply(absence_reason(code))


def test_only_a_failure_whose_reason_is_still_open_leaves_the_session_unaccounted_for():
    assert [reason.code for reason in load_absence_reasons() if not is_decided(reason)] == ["AFTA"]


def test_a_code_that_does_not_say_whether_the_person_was_there_does_not_count_as_attended():
    assert absence_reason("ATFI").attended is None
    assert not was_there(absence_reason("ATFI"))


A, S = ReferralState.ALLOCATED, ReferralState.STARTED
EARLIER, LATER = date(2010, 9, 6), date(2010, 9, 9)


@pytest.mark.parametrize(
    ("state", "moved_on", "attended_on", "called_for"),
    [
        (A, date(2010, 8, 20), [], None),
        (A, date(2010, 8, 20), [LATER], S),
        (A, LATER, [LATER], S),
        (S, LATER, [LATER], None),
        (S, EARLIER, [EARLIER, LATER], None),
        (S, LATER, [EARLIER, LATER], S),
        (S, EARLIER, [LATER], S),
        (S, EARLIER, [], A),
    ],
)
def test_a_start_is_dated_by_the_earliest_session_attended_and_taken_back_with_the_only_one(
    state, moved_on, attended_on, called_for
):
    assert move_called_for(state, moved_on, attended_on) is called_for
