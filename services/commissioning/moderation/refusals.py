"""What a moderator is told when a rating cannot be moderated."""

from noms.chassis.refusals import Refusal
from services.commissioning.moderation.rules import ModerationObjection


class NotIndependent(Refusal):
    """The moderator had a hand in it, may have one, or is on the provider's side: moderation comes from outside both."""

    code = "moderator_not_independent"
    title = "Whoever had a hand in it, holds a role that may, or is on the provider's side does not moderate the rating."


class NotTheLatest(Refusal):
    """The period was computed or rated again since the moderator read it."""

    code = "not_the_latest_rating"
    title = "The period was computed or rated again since you read it: read it again."


class NotBanded(Refusal):
    """There is no band to move: nothing could be rated, or the provider is new or closing."""

    code = "not_banded"
    title = "This rating has no band, so there is nothing to moderate."


class ModeratedAlready(Refusal):
    """This rating has been moderated; only a new rating of the period can be moderated again."""

    code = "moderated_already"
    title = "This rating has been moderated already."


class TooFar(Refusal):
    """A moderation moves a rating by at most one band."""

    code = "too_far"
    title = "A moderation moves a rating by one band at most."


class AboveTheGateway(Refusal):
    """A gateway event holds the band: the inquiry has to lift it, not a moderation."""

    code = "above_the_gateway"
    title = "A gateway event holds the band: only its inquiry can lift it."


_REFUSALS = {
    ModerationObjection.NOT_INDEPENDENT: NotIndependent,
    ModerationObjection.NOT_THE_LATEST: NotTheLatest,
    ModerationObjection.NOT_BANDED: NotBanded,
    ModerationObjection.MODERATED_ALREADY: ModeratedAlready,
    ModerationObjection.TOO_FAR: TooFar,
    ModerationObjection.ABOVE_THE_GATEWAY: AboveTheGateway,
}


def refuse(objection: ModerationObjection | None) -> None:
    """Refuse the moderation when something stands against it."""
    if objection is not None:
        raise _REFUSALS[objection]
