"""What the record of licences refuses."""

from noms.chassis.refusals import Refusal


class LicenceRefused(Refusal):
    """The licence cannot be drawn up like this: see `errors` for each reason and its field."""

    code = "licence_refused"
    title = "The licence cannot be drawn up like this: see errors."


class LicenceMoveNotAllowed(Refusal):
    """A licence in this state does not move to the state asked for, or not on that day."""

    code = "licence_move_not_allowed"
    title = "The licence cannot move to that state from where it is, or not on that day."


class ApprovedByItsAuthor(Refusal):
    """Whoever drew up or submitted a licence does not decide on it."""

    code = "approved_by_its_author"
    title = "A licence is approved or rejected by somebody who had no hand in drawing it up."


class LicenceActiveAlready(Refusal):
    """A person is on one licence at a time."""

    code = "licence_active_already"
    title = "Another licence of this person is active: end or vary that one."
