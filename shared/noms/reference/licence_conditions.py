"""The conditions of licences with their wording, by the version of the list that they were taken from.

The standard conditions are those of SI 2005/648; the words of the additional ones are this project's own. House rule: 0084.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.reading import Dated, Row, read_list


class ConditionRole(StrEnum):
    """How a condition gets onto a licence."""

    STANDARD = "standard"
    """On every licence."""
    HOME_DETENTION_CURFEW = "home_detention_curfew"
    """On every licence for home detention curfew."""
    ADDITIONAL = "additional"
    """Where it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceCondition(Dated):
    """One condition of one version of the list. The wording names in braces what is filled in."""

    policy_version: str
    code: str
    kind: ConditionRole
    place: int
    words: str
    inputs: tuple[str, ...]


@cache
def load_licence_conditions() -> tuple[LicenceCondition, ...]:
    """Every condition of every version."""
    return read_list("licence_conditions.csv", _condition, lambda row: (row.policy_version, row.code))


@cache
def licence_conditions_on(day: date) -> tuple[LicenceCondition, ...]:
    """The conditions that a licence which begins on the day can have, in their order; NotInForce before the first list."""
    found = sorted((row for row in load_licence_conditions() if row.in_force_on(day)), key=lambda row: row.place)
    if not found:
        raise NotInForce("licence conditions", "any", day)
    return tuple(found)


def licence_condition(code: str, *, on: date) -> LicenceCondition:
    """The condition with its wording of the day; UnknownCode or NotInForce where there is none."""
    for row in licence_conditions_on(on):
        if row.code == code:
            return row
    raise UnknownCode("licence conditions", code)


def _condition(row: Row) -> LicenceCondition:
    return LicenceCondition(
        policy_version=row.text("policy_version"),
        code=row.text("code"),
        kind=row.choice("kind", ConditionRole),
        place=row.whole("place"),
        words=row.text("words"),
        inputs=row.texts("inputs"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        source=row.text("source"),
    )
