"""What the registers refuse."""

from noms.chassis.refusals import Refusal


class RegistrationRefused(Refusal):
    """The person cannot be put on the register like this: see `errors` for each reason and its field."""

    code = "registration_refused"
    title = "The person cannot be put on this register like this: see errors."


class ReviewRefused(Refusal):
    """The review does not fit the registration: see `errors` for each reason and its field."""

    code = "review_refused"
    title = "The review does not fit the registration: see errors."


class RemovalRefused(Refusal):
    """The person cannot be taken off the register on that day: see `errors`."""

    code = "removal_refused"
    title = "The person cannot be taken off the register on that day: see errors."


class RegistrationEnded(Refusal):
    """The person was taken off this register: a removed registration never changes."""

    code = "registration_ended"
    title = "The person was taken off this register already."


class NothingToReview(Refusal):
    """The register is one without reviews."""

    code = "nothing_to_review"
    title = "This register is not reviewed."
