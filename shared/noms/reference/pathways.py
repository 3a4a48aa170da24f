"""The reducing-reoffending pathways: seven for everybody and two added for women."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.periods import Period
from noms.reference.reading import Row, Sourced, read_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway(Sourced):
    """One theme of need, with the sections of OASys that speak of it."""

    seq: int
    code: str
    name: str
    applies_to: str
    """`all` or `women`."""
    valid_from: Period
    oasys_sections: tuple[str, ...]


@cache
def load_pathways() -> tuple[Pathway, ...]:
    """The nine pathways."""
    return read_list("pathways.csv", _pathway, lambda pathway: pathway.code)


def pathway(code: str) -> Pathway:
    """The pathway with the code, or UnknownCode."""
    for candidate in load_pathways():
        if candidate.code == code:
            return candidate
    raise UnknownCode("pathways", code)


def pathways_on(day: date) -> tuple[Pathway, ...]:
    """The pathways that had certainly been adopted by the day."""
    return tuple(candidate for candidate in load_pathways() if candidate.valid_from.certainly_begun_by(day))


def _pathway(row: Row) -> Pathway:
    return Pathway(
        seq=row.whole("seq"),
        code=row.text("code"),
        name=row.text("name"),
        applies_to=row.text("applies_to"),
        valid_from=row.period("valid_from"),
        oasys_sections=row.texts("oasys_sections"),
        source=row.text("source"),
    )
