"""What is said when a gateway event cannot be recorded, or its inquiry not take a step."""

from noms.chassis.refusals import Refusal
from services.commissioning.gateways.rules import GatewayObjection


class BeginsLifted(Refusal):
    """An event that is lifted from the beginning caps nothing."""

    code = "begins_lifted"
    title = "A gateway event begins under inquiry or confirmed."


class NotUnderTheAgreement(Refusal):
    """The event did not happen on a day of the agreement."""

    code = "not_under_the_agreement"
    title = "The event did not happen on a day of the agreement."


class NotYetHappened(Refusal):
    """The day has not come."""

    code = "not_yet_happened"
    title = "The event bears a day that has not come."


class GatewayMoveNotAllowed(Refusal):
    """The inquiry cannot take this step from where it stands."""

    code = "gateway_move_not_allowed"
    title = "The inquiry cannot take this step from where it stands."


_REFUSALS = {
    GatewayObjection.BEGINS_LIFTED: BeginsLifted,
    GatewayObjection.OUTSIDE_THE_AGREEMENT: NotUnderTheAgreement,
    GatewayObjection.IN_THE_FUTURE: NotYetHappened,
    GatewayObjection.MOVE_NOT_ALLOWED: GatewayMoveNotAllowed,
}


def refuse(objection: GatewayObjection | None) -> None:
    """Refuse the record when something stands against it."""
    if objection is not None:
        raise _REFUSALS[objection]
