"""What the room refuses about an outcome, and the words for it."""

from collections.abc import Mapping

from noms.chassis.refusals import Refusal
from services.interventions.attendance.rules import AttendanceObjection
from services.interventions.refusing import Answer, at_field


class SessionStillToCome(Refusal):
    """Nobody was at a session that has not been held."""

    code = "session_still_to_come"
    title = "The session is still to come: record the outcome on its day or later."


class AfterTheOrder(Refusal):
    """The order had ended by the day of the session, so that nothing could be asked of the person under it."""

    code = "after_the_order"
    title = "The order had ended by the day of the session."


class NoPlaceInTheCohort(Refusal):
    """The referral did not hold a place in the cohort on the day of the session."""

    code = "no_place_in_the_cohort"
    title = "The referral held no place in this cohort on the day of the session."


class ReferralClosed(Refusal):
    """The referral has ended, so that nothing more is recorded under it."""

    code = "referral_closed"
    title = "The referral is not one under which an outcome can be recorded now."


class AlreadyRecorded(Refusal):
    """The session has an outcome for this person: a correction must name the record that it supersedes."""

    code = "already_recorded"
    title = "The session has an outcome for this person: name it in supersedes_attendance_id to correct it."


class NotTheStandingRecord(Refusal):
    """The record named was superseded already, or belongs to another session or person."""

    code = "not_the_standing_record"
    title = "That record does not stand for this person at this session."


RECORDING: Mapping[AttendanceObjection, Answer] = {
    AttendanceObjection.SESSION_STILL_TO_COME: SessionStillToCome,
    AttendanceObjection.AFTER_THE_ORDER: AfterTheOrder,
    AttendanceObjection.NO_PLACE_IN_THE_COHORT: NoPlaceInTheCohort,
    AttendanceObjection.REFERRAL_CLOSED: ReferralClosed,
    AttendanceObjection.ALREADY_RECORDED: AlreadyRecorded,
    AttendanceObjection.NOT_THE_STANDING_RECORD: NotTheStandingRecord,
    AttendanceObjection.OUTCOME_UNKNOWN: at_field("/outcome_code", "unknown_code", "no outcome has this code"),
}
