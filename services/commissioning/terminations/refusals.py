"""What the purchaser is told when it cannot decide on ending an agreement, with the field that is at fault."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from noms.contracts.problems import FieldError
from services.commissioning.terminations.rules import TerminationObjection


class NotThePurchasersDecision(Refusal):
    """Somebody who does not reach the commissioning office decides for it."""

    code = "not_the_purchasers_decision"
    title = "Only the commissioning office decides on ending the agreement."


class NothingToTerminate(Refusal):
    """The agreement has not begun, or has ended."""

    code = "nothing_to_terminate"
    title = "The agreement is not in force: there is nothing to end."


class DecidedInTheFuture(Refusal):
    """The day has not come."""

    code = "decided_in_the_future"
    title = "Nobody decides on a day that has not come."


class NoRightToTerminate(Refusal):
    """Fewer termination points count on that day than the right needs."""

    code = "no_right_to_terminate"
    title = "On that day fewer termination points count than the right to terminate needs."


class DecidedAlready(Refusal):
    """The purchaser has decided on these very points: the right comes again with a further one."""

    code = "decided_already"
    title = "These termination points have been decided on: the right comes again with a further one."


class LastDayWithoutEnd(Refusal):
    """A last day is given though the agreement is to go on."""

    code = "last_day_without_end"
    title = "Only an agreement that is terminated gets a last day."


class EndWithoutClause(Refusal):
    """The agreement is to be terminated, and no clause is named."""

    code = "end_without_clause"
    title = "Name the clause of the text in force under which the agreement is terminated."


class EndsBeforeDecided(Refusal):
    """The last day lies before the decision."""

    code = "ends_before_decided"
    title = "The agreement cannot end before the decision."


T = TerminationObjection
REFUSALS: Mapping[TerminationObjection, tuple[type[Refusal], str]] = MappingProxyType(
    {
        T.NOT_THE_COMMISSIONER: (NotThePurchasersDecision, ""),
        T.AGREEMENT_NOT_IN_FORCE: (NothingToTerminate, ""),
        T.IN_THE_FUTURE: (DecidedInTheFuture, "/decided_on"),
        T.NO_RIGHT: (NoRightToTerminate, "/decided_on"),
        T.DECIDED_ALREADY: (DecidedAlready, ""),
        T.LAST_DAY_WITHOUT_END: (LastDayWithoutEnd, "/ends_on"),
        T.ENDS_BEFORE_DECIDED: (EndsBeforeDecided, "/ends_on"),
        T.END_WITHOUT_CLAUSE: (EndWithoutClause, "/clause"),
    }
)


def refuse(objection: TerminationObjection | None) -> None:
    """Refuse the decision when something stands against it, naming the field at fault."""
    if objection is not None:
        kind, place = REFUSALS[objection]
        raise kind(errors=[FieldError(pointer=place, code=kind.code, message=kind.title)] if place else [])
