"""What cannot be recorded of a prison's places."""

from noms.chassis.refusals import Refusal


class CapacityRefused(Refusal):
    """The figures contradict one another or the list of prisons: see `errors` for each reason and its field."""

    code = "capacity_refused"
    title = "The figures cannot be recorded like this: see errors."
