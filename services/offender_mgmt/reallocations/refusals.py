"""What is refused when an officer's cases are passed on."""

from noms.chassis.refusals import Refusal


class ReallocationRefused(Refusal):
    """The cases cannot be passed on like this: see `errors` for each reason, its field and its case."""

    code = "reallocation_refused"
    title = "The officer's cases cannot be passed on like this: see errors."


class NoCasesToPassOn(Refusal):
    """The officer has no case within the caller's reach."""

    code = "no_cases_to_pass_on"
    title = "The officer has no case of this kind within your reach."
