"""Which offence group a Home Office offence code falls in: by its main class, or by its sub-class where the class is mixed."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.offence_groups import OffenceGroup, offence_group
from noms.reference.reading import Row, Sourced, read_list

_MAIN_DIGITS = 3
_CODE_DIGITS = 5


class OffenceCodeState(StrEnum):
    """Whether a code leads to a group."""

    GROUPED = "grouped"
    NEEDS_EXACT_OFFENCE = "needs_exact_offence"
    """A collecting code: the group follows only from the exact offence."""
    NO_GROUP = "no_group"
    """An offence that the groups leave out, such as those tried by court martial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceCode(Sourced):
    """A main class, or one sub-class of it that falls elsewhere than the rest."""

    main_class: int
    sub_class: int | None
    group_code: str | None
    state: OffenceCodeState

    @property
    def group(self) -> OffenceGroup | None:
        """The group of the offence, where there is one."""
        return offence_group(self.group_code) if self.group_code else None


@cache
def load_offence_codes() -> tuple[OffenceCode, ...]:
    """Every main class, and every sub-class that is an exception to its own."""
    return read_list("offence_codes.csv", _code, lambda code: (code.main_class, code.sub_class))


@cache
def _by_class() -> dict[tuple[int, int | None], OffenceCode]:
    return {(code.main_class, code.sub_class): code for code in load_offence_codes()}


def offence_code(code: str) -> OffenceCode:
    """What the list says of a five-digit Home Office code such as 00801, or UnknownCode for a class that it does not have."""
    if len(code) == _CODE_DIGITS and code.isascii() and code.isdigit():
        main_class, sub_class = int(code[:_MAIN_DIGITS]), int(code[_MAIN_DIGITS:])
        known = _by_class()
        found = known.get((main_class, sub_class)) or known.get((main_class, None))
        if found:
            return found
    raise UnknownCode("Home Office offence codes", code)


def _code(row: Row) -> OffenceCode:
    return OffenceCode(
        main_class=row.whole("main_class"),
        sub_class=row.optional_whole("sub_class"),
        group_code=row.optional_text("group_code"),
        state=row.choice("state", OffenceCodeState),
        source=row.text("source"),
    )
