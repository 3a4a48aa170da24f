"""What stands in the way of a completion, and the words for it."""

from collections.abc import Mapping

from noms.chassis.refusals import Refusal
from services.interventions.completion.rules import CompletionObjection
from services.interventions.refusing import Answer, at_field


class ProgrammeNotStarted(Refusal):
    """Only a programme that is running can come to its completion."""

    code = "programme_not_started"
    title = "Only a referral that stands as started can be completed."


class SessionsNotAccountedFor(Refusal):
    """A planned session has no decided outcome yet."""

    code = "sessions_not_accounted_for"
    title = "Every planned session needs a decided outcome first."


class TooManySessionsMissed(Refusal):
    """More sessions were missed than a completion allows."""

    code = "too_many_sessions_missed"
    title = "More sessions were missed than a completion allows."


class AlreadyEvidenced(Refusal):
    """This evidence is there already."""

    code = "already_evidenced"
    title = "This evidence is recorded already."


EVIDENCING: Mapping[CompletionObjection, Answer] = {
    CompletionObjection.PROGRAMME_NOT_STARTED: ProgrammeNotStarted,
    CompletionObjection.SESSIONS_NOT_ACCOUNTED_FOR: SessionsNotAccountedFor,
    CompletionObjection.TOO_MANY_SESSIONS_MISSED: TooManySessionsMissed,
    CompletionObjection.ALREADY_EVIDENCED: AlreadyEvidenced,
    CompletionObjection.IN_THE_FUTURE: at_field("/dated_on", "in_the_future", "the day is still to come"),
    CompletionObjection.BEFORE_THE_LAST_SESSION: at_field(
        "/dated_on", "before_the_last_session", "the last session was held later"
    ),
    CompletionObjection.REPORT_NOT_WRITTEN: at_field(
        "/dated_on", "report_not_written", "the report was not written, or was written later"
    ),
}
