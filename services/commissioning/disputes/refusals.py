"""What a party is told when a line cannot be disputed."""

from noms.chassis.refusals import Refusal


class AlreadyDisputed(Refusal):
    """The line is in dispute already."""

    code = "line_already_disputed"
    title = "The line is in dispute already."
