"""When an outcome of a session may be recorded, and what it says about compliance."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from noms.contracts.interventions.referrals import ReferralState
from noms.reference.absence_reasons import AbsenceReason, CountsAsFailure

RECORDED_IN = frozenset({ReferralState.ALLOCATED, ReferralState.STARTED})
CORRECTED_IN = RECORDED_IN | {ReferralState.WITHDRAWN}
"""An absence may still be found acceptable after a withdrawal; a completed programme is closed."""


class AttendanceObjection(StrEnum):
    """Why an outcome cannot be recorded."""

    SESSION_STILL_TO_COME = "session_still_to_come"
    AFTER_THE_ORDER = "after_the_order"
    NO_PLACE_IN_THE_COHORT = "no_place_in_the_cohort"
    REFERRAL_CLOSED = "referral_closed"
    ALREADY_RECORDED = "already_recorded"
    NOT_THE_STANDING_RECORD = "not_the_standing_record"
    OUTCOME_UNKNOWN = "outcome_unknown"


@dataclass(frozen=True, slots=True)
class Seat:
    """The place that a referral held in the session's cohort, and for how long."""

    taken_on: date
    released_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the referral held its place on the day."""
        return self.taken_on <= day and (self.released_on is None or day <= self.released_on)


def objection_to_outcome(
    state: ReferralState,
    seat: Seat | None,
    *,
    held_on: date,
    order_ends_on: date,
    as_at: date,
    standing: UUID | None,
    supersedes: UUID | None,
) -> AttendanceObjection | None:
    """What stands against recording an outcome; None when nothing does. `standing` is the record in force, if any.

    After the last day of the order nobody can fail to comply with it; a record that was made all the same can be corrected.
    House rule: 0310.
    """
    if held_on > as_at:
        return AttendanceObjection.SESSION_STILL_TO_COME
    if held_on > order_ends_on and supersedes is None:
        return AttendanceObjection.AFTER_THE_ORDER
    if seat is None or not seat.covers(held_on):
        return AttendanceObjection.NO_PLACE_IN_THE_COHORT
    if state not in (RECORDED_IN if supersedes is None else CORRECTED_IN):
        return AttendanceObjection.REFERRAL_CLOSED
    if supersedes is None:
        return AttendanceObjection.ALREADY_RECORDED if standing else None
    return None if supersedes == standing else AttendanceObjection.NOT_THE_STANDING_RECORD


def was_there(outcome: AbsenceReason) -> bool:
    """Whether the outcome counts as attended. A code that does not say so does not."""
    return outcome.attended is True


def is_failure_to_comply(outcome: AbsenceReason) -> bool:
    """Whether the outcome counts towards enforcement now; a reason that is not decided yet does not."""
    return outcome.counts_as_failure is CountsAsFailure.YES


def is_decided(outcome: AbsenceReason) -> bool:
    """Whether the officer has judged the outcome, so that the session is accounted for."""
    return outcome.counts_as_failure is not CountsAsFailure.PENDING


def move_called_for(state: ReferralState, moved_on: date, attended_on: Collection[date]) -> ReferralState | None:
    """The state that the register calls for, when the referral has to move; None when it may stay as it is.

    The programme starts on the day of the earliest session attended, as the records stand now. A correction can date the start
    anew, and where it takes the only attended session away, the programme has not started. House rule: 0311. Of a referral that
    has been withdrawn, `state` and `moved_on` are those before the withdrawal.
    """
    if not attended_on:
        return ReferralState.ALLOCATED if state is ReferralState.STARTED else None
    starts_anew = state is ReferralState.ALLOCATED or min(attended_on) != moved_on
    return ReferralState.STARTED if starts_anew else None
