"""The registers of probation and the alerts of prisons: what each records, how often it is reviewed, who may see it.

Review periods, colours, warnings and sight are estimates. House rule: 0202.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.reading import Dated, Row, read_list


class RegisterKind(StrEnum):
    """Whose list a type stands on."""

    PROBATION = "probation"
    PRISON = "prison"


class RegisterColour(StrEnum):
    """The colour in which a type is shown."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterType(Dated):
    """One register or alert. Review period, colour, warning and sight are estimates; the codes are not."""

    code: str
    register: RegisterKind
    alert_type: str | None
    """The letter of the prison's alert type: H for self-harm, X for security."""
    name: str
    colour: RegisterColour
    warn_user: bool
    """Whether whoever opens the case is warned, for their own safety or the person's."""
    restricted: bool
    """Whether only those who manage the risk may know that it stands."""
    duplicate_group: str
    """A person stands once in each group at a time."""
    levels: tuple[int, ...]
    categories: tuple[int, ...]
    trigger_offence: bool
    """Whether the offence that led to it is recorded with it."""
    review_weeks: int | None
    record_word: str | None
    """The register of the public protection record that it stands for."""
    victim_linked: bool
    dpa_exclude: bool
    """Whether it is left out of an answer to the person's own request for data."""
    derived: bool
    """Whether it follows from an assessment and is never registered by hand."""


@cache
def load_register_types() -> tuple[RegisterType, ...]:
    """Every register and alert."""
    return read_list("register_types.csv", _type, lambda type_: type_.code)


@cache
def _by_code() -> dict[str, RegisterType]:
    return {type_.code: type_ for type_ in load_register_types()}


def register_type(code: str) -> RegisterType:
    """The register or alert with the code, or UnknownCode."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownCode("register types", code) from None


def _type(row: Row) -> RegisterType:
    return RegisterType(
        code=row.text("code"),
        register=row.choice("register", RegisterKind),
        alert_type=row.optional_text("alert_type"),
        name=row.text("name"),
        colour=row.choice("colour", RegisterColour),
        warn_user=row.yes_no("warn_user"),
        restricted=row.yes_no("restricted"),
        duplicate_group=row.text("duplicate_group"),
        levels=row.wholes("levels"),
        categories=row.wholes("categories"),
        trigger_offence=row.yes_no("trigger_offence"),
        review_weeks=row.optional_whole("review_weeks"),
        record_word=row.optional_text("record_word"),
        victim_linked=row.yes_no("victim_linked"),
        dpa_exclude=row.yes_no("dpa_exclude"),
        derived=row.yes_no("derived"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        source=row.text("source"),
    )
