"""The 42 probation areas under boards and the trusts that followed them, each with its days and its successor."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.reading import Dated, Row, read_list


class ProbationBodyKind(StrEnum):
    """The legal form of a probation body."""

    AREA_BOARD = "area_board"
    TRUST = "trust"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbationArea(Dated):
    """One probation body. A board and the trust that followed it in the same area share their code."""

    code: str
    name: str
    kind: ProbationBodyKind
    region_code: str
    dissolved: date | None
    """The day a trust ceased to exist; it stopped delivering services on its last day in force."""
    successor_code: str | None
    trust_wave: int
    """1 for the six trusts of 2008, 2 for the two of 2009, 3 for those of 2010."""


@cache
def load_probation_areas() -> tuple[ProbationArea, ...]:
    """Every board and trust."""
    return read_list("probation_areas.csv", _area, lambda area: (area.code, area.valid_from))


@cache
def _by_code() -> dict[str, tuple[ProbationArea, ...]]:
    """The bodies that bore each code, the earliest first."""
    areas = sorted(load_probation_areas(), key=lambda area: area.valid_from)
    return {code: tuple(area for area in areas if area.code == code) for code in {area.code for area in areas}}


def probation_areas_on(day: date) -> tuple[ProbationArea, ...]:
    """The boards and trusts that delivered on the day."""
    return tuple(area for area in load_probation_areas() if area.in_force_on(day))


def probation_areas_with_code(code: str) -> tuple[ProbationArea, ...]:
    """The bodies that have borne the code, the earliest first; UnknownCode where none has."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownCode("probation areas", code) from None


def probation_area_on(code: str, day: date) -> ProbationArea:
    """The board or trust that bore the code on the day; NotInForce where the code existed but not then."""
    for area in probation_areas_with_code(code):
        if area.in_force_on(day):
            return area
    raise NotInForce("probation areas", code, day)


def probation_area_following(code: str, day: date) -> ProbationArea:
    """The body that had the area of this code on the day, through mergers: Durham in 2011 is Durham Tees Valley."""
    latest = probation_areas_with_code(code)[-1]
    if latest.valid_to is not None and latest.valid_to < day and latest.successor_code not in (None, code):
        return probation_area_following(str(latest.successor_code), day)
    return probation_area_on(code, day)


def _area(row: Row) -> ProbationArea:
    return ProbationArea(
        code=row.text("code"),
        name=row.text("name"),
        kind=row.choice("kind", ProbationBodyKind),
        region_code=row.text("region_code"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        dissolved=row.optional_day("dissolved"),
        successor_code=row.optional_text("successor_code"),
        trust_wave=row.whole("trust_wave"),
        source=row.text("source"),
    )
