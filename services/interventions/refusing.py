"""From the objection of a rule to the refusal that the caller reads."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NoReturn, TypeVar

from noms.chassis.refusals import Invalid, Refusal
from noms.contracts.problems import FieldError

Answer = Callable[[], Refusal]
Objection = TypeVar("Objection", bound=StrEnum)


def at_field(pointer: str, code: str, message: str) -> Answer:
    """Answer 422 with the field named: the objection is to one thing that was sent, not to the state of a record."""
    return lambda: Invalid(errors=[FieldError(pointer=pointer, code=code, message=message)])


def refuse(objection: Objection, answers: Mapping[Objection, Answer]) -> NoReturn:
    """Refuse with the answer that stands for the objection."""
    answer = answers[objection]
    raise answer()


def or_refuse(objection: Objection | None, answers: Mapping[Objection, Answer]) -> None:
    """Go on when the rule has no objection; otherwise refuse with the answer that stands for it."""
    if objection is not None:
        refuse(objection, answers)
