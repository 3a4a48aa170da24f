"""What this room refuses, and what the other rooms are told of a person whose case has ended."""

from noms.chassis.refusals import Refusal


class PersonHasDied(Refusal):
    """The person's death is on record: nothing new begins."""

    code = "person_has_died"
    title = "The person's death is on record: nothing new can be recorded for them."


class FactsNotSufficient(Refusal):
    """The facts given do not open a case: errors says which, and why."""

    code = "facts_not_sufficient"
    title = "These facts do not open a case: see errors."


class NumberRefused(Refusal):
    """The number cannot be put on the person's record: errors says why."""

    code = "number_refused"
    title = "The number cannot be this person's: see errors."


class NumberOnRecord(Refusal):
    """The person is known by this very number already."""

    code = "number_on_record"
    title = "The person is known by this number already."


class AlreadyKnown(Refusal):
    """Somebody within the caller's reach is known by this number already."""

    code = "already_known"
    title = "A person known by one of these numbers has a case already."


CONSTRAINTS = {"person_identifier_crn_kind_value_key": NumberOnRecord}
"""The constraints of the room's tables, and what they refuse."""
