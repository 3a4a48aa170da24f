"""What the other rooms are told of a person whose case has ended."""

from noms.chassis.refusals import Refusal


class PersonHasDied(Refusal):
    """The person's death is on record: nothing new begins."""

    code = "person_has_died"
    title = "The person's death is on record: nothing new can be recorded for them."
