"""What a purchaser is told when a target cannot be set."""

from noms.chassis.refusals import Refusal
from noms.contracts.problems import FieldError
from services.commissioning.targets.rules import TargetObjection
from services.commissioning.texts.refusals import ThresholdsOutOfOrder


class TargetsOverlap(Refusal):
    """Another target of the measure is valid on one of these days: it would be unclear which one judges."""

    code = "targets_overlap"
    title = "Another target of this measure is valid on some of these days: replace it, or choose other days."


class DaysAlreadyComputed(Refusal):
    """A period over some of the days was computed: what it was judged by is not changed afterwards."""

    code = "days_already_computed"
    title = "Some of these days were computed, and judged by what held then: set the target for later days."


_NAMED = {
    TargetObjection.OUT_OF_ORDER: (ThresholdsOutOfOrder, ("/floor", "/target", "/stretch")),
    TargetObjection.OVERLAPS: (TargetsOverlap, ("/valid_from", "/valid_to")),
    TargetObjection.ALREADY_COMPUTED: (DaysAlreadyComputed, ("/valid_from", "/valid_to")),
}


def refuse(objection: TargetObjection | None) -> None:
    """Refuse the target when something stands against it, and name the fields."""
    if objection is not None:
        refusal, pointers = _NAMED[objection]
        raise refusal(errors=[FieldError(pointer=pointer, code=objection.value, message=refusal.title) for pointer in pointers])
