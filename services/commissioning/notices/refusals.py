"""What a party is told when a notice cannot be given or closed, with the field that is at fault."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from noms.contracts.problems import FieldError
from services.commissioning.notices.rules import NoticeObjection


class NotForTheCommissioner(Refusal):
    """Somebody who does not reach the commissioning office acts for it."""

    code = "not_for_the_commissioner"
    title = "Only the commissioning office gives notices and closes them."


class AgreementNotInForce(Refusal):
    """The agreement has not begun, or has ended."""

    code = "agreement_not_in_force"
    title = "Remedies are taken only under an agreement in force."


class DayInTheFuture(Refusal):
    """The day has not come."""

    code = "day_in_the_future"
    title = "No act of a remedy bears a day that has not come."


class DayOutsideTheAgreement(Refusal):
    """The day lies before the first or after the last day of the agreement."""

    code = "day_outside_the_agreement"
    title = "The day lies before the agreement began, or after it ends."


class BeforeTheLastNotice(Refusal):
    """A later notice is on record: notices are entered in the order in which they were given."""

    code = "before_the_last_notice"
    title = "A notice of a later day is on record: notices are entered in the order in which they were given."


class ClauseSpeaksOfNoDefault(Refusal):
    """The text in force on that day has no such clause, or the clause says nothing of default."""

    code = "clause_speaks_of_no_default"
    title = "The text in force on that day has no such clause, or the clause says nothing of default."


class NothingCallsForIt(Refusal):
    """No figure that is cited calls for this notice on its day."""

    code = "nothing_calls_for_it"
    title = "Nothing that is cited calls for this notice on that day: see /v1/remedies/triggers."


class NoticeInForce(Refusal):
    """A notice on the matter is in force, perhaps given a moment ago."""

    code = "notice_in_force"
    title = "A notice on this matter is in force already."


class NoImprovementNotice(Refusal):
    """A default notice comes after an improvement notice that is in force, or after another default that counts."""

    code = "no_improvement_notice"
    title = "A default notice needs an improvement notice in force, or a termination point that counts."


class BeforeTheNotice(Refusal):
    """The day lies before the notice."""

    code = "before_the_notice"
    title = "The day lies before the notice."


class NoticeNotInForce(Refusal):
    """The notice was put right or withdrawn, or a graver one has taken its place."""

    code = "notice_not_in_force"
    title = "The notice is no longer in force: it was put right or withdrawn, or a graver one has taken its place."


class NoNewEvidence(Refusal):
    """What is cited is what the notice itself rests on."""

    code = "no_new_evidence"
    title = "What showed the failure cannot show that it was put right: cite something else."


class StillFailing(Refusal):
    """A figure later than those of the notice fails too."""

    code = "still_failing"
    title = "A later figure fails too, so the failure is not put right: see /v1/remedies/triggers."


O = NoticeObjection  # noqa: E741 - read as the objections that they are
REFUSALS: Mapping[NoticeObjection, tuple[type[Refusal], str]] = MappingProxyType(
    {
        O.NOT_THE_COMMISSIONER: (NotForTheCommissioner, ""),
        O.AGREEMENT_NOT_IN_FORCE: (AgreementNotInForce, ""),
        O.IN_THE_FUTURE: (DayInTheFuture, "{day}"),
        O.OUTSIDE_THE_AGREEMENT: (DayOutsideTheAgreement, "{day}"),
        O.BEFORE_THE_LAST_NOTICE: (BeforeTheLastNotice, "{day}"),
        O.NO_SUCH_CLAUSE: (ClauseSpeaksOfNoDefault, "/clause"),
        O.NOTHING_CALLS_FOR_IT: (NothingCallsForIt, "/evidence"),
        O.NOTICE_IN_FORCE: (NoticeInForce, "/matter"),
        O.NO_IMPROVEMENT_NOTICE: (NoImprovementNotice, "/kind"),
        O.BEFORE_THE_NOTICE: (BeforeTheNotice, "{day}"),
        O.NOTICE_NOT_IN_FORCE: (NoticeNotInForce, ""),
        O.NO_NEW_EVIDENCE: (NoNewEvidence, "/evidence"),
        O.STILL_FAILING: (StillFailing, ""),
    }
)


def refusal(objection: NoticeObjection, *, day: str) -> Refusal:
    """What stands for an objection, naming the field at fault; `day` is where the act's own day stands."""
    kind, pointer = REFUSALS[objection]
    place = pointer.format(day=day)
    return kind(errors=[FieldError(pointer=place, code=kind.code, message=kind.title)] if place else [])


def refuse(objection: NoticeObjection | None, *, day: str) -> None:
    """Refuse the act when something stands against it."""
    if objection is not None:
        raise refusal(objection, day=day)
