"""What the predictors refuse."""

from noms.chassis.refusals import Refusal


class NeedsExactOffence(Refusal):
    """The code collects offences of several groups: the exact offence must be found first."""

    code = "needs_exact_offence"
    title = "This code only collects offences: give the code of the exact offence."


class NoOffenceGroup(Refusal):
    """The formula has no weight for this offence, so that it gives no figure."""

    code = "no_offence_group"
    title = "The groups leave this offence out, so that nothing is predicted for it."
