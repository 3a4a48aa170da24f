"""What the record of terminations refuses."""

from noms.chassis.refusals import Refusal


class TerminationRefused(Refusal):
    """It cannot have ended like this: see `errors` for each reason and its field."""

    code = "termination_refused"
    title = "It cannot have ended like this: see errors."


class TerminatedAlready(Refusal):
    """The end is on record."""

    code = "terminated_already"
    title = "The end of it is on record already."
