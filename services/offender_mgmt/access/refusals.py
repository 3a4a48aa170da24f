"""What whoever closes a record or opens it again is told, with the field that is at fault."""

from collections.abc import Mapping

from noms.chassis.refusals import Refusal
from noms.contracts.problems import FieldError
from services.offender_mgmt.access.rules import LiftingObjection, Objection


class ClosureRefused(Refusal):
    """The record cannot be closed so: errors says what is wrong."""

    code = "closure_refused"
    title = "The record cannot be closed in this way: see errors."


class LiftingRefused(Refusal):
    """The closure cannot be lifted so: errors says why."""

    code = "lifting_refused"
    title = "This cannot be lifted now, or not by you: see errors."


class LiftedMeanwhile(LiftingRefused):
    """Somebody else has confirmed a lifting of the closure at the same instant."""

    code = "lifted_meanwhile"
    title = "The closure was lifted by somebody else at this instant."


CONSTRAINTS: Mapping[str, type[Refusal]] = {
    "closure_lifting_closure_id_confirmed_key": LiftedMeanwhile,
    "closure_lifting_two_people_check": LiftingRefused,
}

_SETTING: Mapping[Objection, tuple[str, str]] = {
    Objection.BEGINS_IN_THE_PAST: ("/from_on", "A record is closed from today on, or from a later day."),
    Objection.ENDS_BEFORE_IT_BEGINS: ("/until_on", "The last day lies before the first."),
    Objection.BEGINS_TOO_LATE: ("/from_on", "This day is a slip of the pen: a record is closed from a day of this century on."),
    Objection.ENDS_TOO_LATE: (
        "/until_on",
        "Leave the last day out where nobody knows it: the closure then holds until it is lifted.",
    ),
    Objection.NOBODY_NAMED_ACTS: ("", "A system closes a record only for a person: its token must name them."),
    Objection.BARS_WHO_SETS_IT: ("/users", "Nobody shuts themselves out: let another person set this exclusion."),
}
_LIFTING: Mapping[LiftingObjection, str] = {
    LiftingObjection.LIFTED_ALREADY: "It has been lifted.",
    LiftingObjection.ENDED_ALREADY: "Its last day has passed.",
    LiftingObjection.ASKED_FOR_ALREADY: "Somebody has asked for this already: another person may confirm it.",
    LiftingObjection.LAPSED: "It was asked for too long ago: ask again.",
    LiftingObjection.SAME_PERSON: "Two people lift it: whoever asked cannot confirm.",
}


def refused(objection: Objection) -> Refusal:
    """The refusal that stands for an objection to a closure."""
    pointer, message = _SETTING[objection]
    return ClosureRefused(errors=[FieldError(pointer=pointer, code=objection, message=message)])


def lifting_refused(objection: LiftingObjection) -> Refusal:
    """The refusal that stands for an objection to a lifting."""
    return LiftingRefused(errors=[FieldError(pointer="", code=objection, message=_LIFTING[objection])])
