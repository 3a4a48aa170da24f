"""Why people move into, out of and between prisons, by the five types of NOMIS."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.reading import Row, Sourced, read_list


class MovementType(StrEnum):
    """The type of a movement, as NOMIS names it."""

    ADMISSION = "ADM"
    RELEASE = "REL"
    TRANSFER = "TRN"
    COURT = "CRT"
    TEMPORARY_ABSENCE = "TAP"


class MovementEffect(StrEnum):
    """What a movement for this reason does to where the person is."""

    ADMISSION = "admission"
    TRANSFER = "transfer"
    RELEASE = "release"
    AT_LARGE = "at_large"
    ABSENCE = "absence"
    """The prison goes on holding the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementReason(Sourced):
    """One reason. A code means different things in different types."""

    type: MovementType
    code: str
    description: str
    effect: MovementEffect


@cache
def load_movement_reasons() -> tuple[MovementReason, ...]:
    """Every reason of every type."""
    return read_list("movement_reasons.csv", _reason, lambda reason: (reason.type, reason.code))


def movement_reason(kind: MovementType, code: str) -> MovementReason:
    """The reason with the code among those of a type, or UnknownCode."""
    found = next((reason for reason in load_movement_reasons() if (reason.type, reason.code) == (kind, code)), None)
    if found is None:
        raise UnknownCode("movement reasons", code)
    return found


def _reason(row: Row) -> MovementReason:
    return MovementReason(
        type=row.choice("type", MovementType),
        code=row.text("code"),
        description=row.text("description"),
        effect=row.choice("effect", MovementEffect),
        source=row.text("source"),
    )
