"""Records to compare, alike by default; a test names only what it is about."""

from datetime import date
from typing import Any

from noms.contracts.offender_mgmt.matching import PersonToMatch
from services.offender_mgmt.weights.rules import Record

BORN_ON = date(1984, 3, 9)


def record(**changes: Any) -> Record:
    """Alex Marlow with a birthday and nothing else."""
    facts: dict[str, Any] = {"names": (("ALEX", "MARLOW"),), "birthdays": (BORN_ON,)}
    return Record(**(facts | changes))


def person_to_match(**changes: Any) -> PersonToMatch:
    """What another system knows of Alex Marlow."""
    facts = {"forename": "Alex", "surname": "Marlow", "date_of_birth": "1984-03-09", "sex": "male"}
    return PersonToMatch.model_validate(facts | changes)
