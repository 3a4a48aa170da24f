"""What the calculation refuses."""

from noms.chassis.refusals import Refusal


class NotComputed(Refusal):
    """The calculation has no rule for this: it is done by hand, with a second check. `errors` names what stands against it."""

    code = "key_dates_not_computed"
    title = "These dates are calculated by hand, with a second check: see errors."
