"""What the room of handovers refuses."""

from noms.chassis.refusals import Refusal


class CircumstanceRefused(Refusal):
    """The circumstance cannot be true as it stands: see `errors` for each reason and its field."""

    code = "circumstance_refused"
    title = "The circumstance cannot hold like this: see errors."
