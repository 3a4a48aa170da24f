"""What is refused of escorts."""

from noms.chassis.refusals import Refusal


class EscortRefused(Refusal):
    """The escort cannot be booked, or cannot go on like this: see `errors` for each reason and its field."""

    code = "escort_refused"
    title = "The escort cannot be booked or go on like this: see errors."


class EscortBookedAlready(Refusal):
    """An escort of the same person is booked for the same time."""

    code = "escort_booked_already"
    title = "An escort of this person is booked for this time already."


CONSTRAINTS = {"escort_crn_collect_at_key": EscortBookedAlready}
"""What the database refuses of escorts."""
