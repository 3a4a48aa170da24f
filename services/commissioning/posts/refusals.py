"""What the room refuses."""

from noms.chassis.refusals import Refusal


class HoldingsOverlap(Refusal):
    """On some of the days the post is recorded already, as held by somebody or vacant; one post has one state on a day."""

    code = "holdings_overlap"
    title = "Something is recorded of the post on some of these days: correct that, or record the days that it leaves free."
