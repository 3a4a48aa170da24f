"""The twelve requirements of a community order or suspended sentence order, with their limits and the days these held."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.reading import Dated, Row, read_list


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRequirement(Dated):
    """One requirement of the Criminal Justice Act 2003 with one set of limits; a change of limits is another row."""

    seq: int
    """Its place in the list of s.177(1)."""
    code: str
    name: str
    cja2003_section: str
    min_quantity: int | None
    max_quantity: int | None
    unit: str
    time_limit_months: int | None
    min_months: int | None
    age_rule: str | None
    consent_required: bool
    em_normally_required: bool
    """Whether the court normally adds electronic monitoring."""
    needs_recommendation: str
    court_review: str
    available_in: tuple[str, ...]
    """CO for a community order, SSO for a suspended sentence order."""
    later_change: str | None


@cache
def load_community_requirements() -> tuple[CommunityRequirement, ...]:
    """Every requirement with every set of limits that it has had."""
    return read_list("community_requirements.csv", _requirement, lambda row: (row.code, row.valid_from))


def community_requirements_on(day: date) -> tuple[CommunityRequirement, ...]:
    """The requirements that a court could impose on the day, in the order of the Act."""
    return tuple(sorted((row for row in load_community_requirements() if row.in_force_on(day)), key=lambda row: row.seq))


def community_requirement(code: str, *, on: date) -> CommunityRequirement:
    """The requirement with the limits of the day; UnknownCode or NotInForce where there is none."""
    rows = [row for row in load_community_requirements() if row.code == code]
    if not rows:
        raise UnknownCode("community requirements", code)
    for row in rows:
        if row.in_force_on(on):
            return row
    raise NotInForce("community requirements", code, on)


def _requirement(row: Row) -> CommunityRequirement:
    return CommunityRequirement(
        seq=row.whole("seq"),
        code=row.text("code"),
        name=row.text("name"),
        cja2003_section=row.text("cja2003_section"),
        min_quantity=row.optional_whole("min_quantity"),
        max_quantity=row.optional_whole("max_quantity"),
        unit=row.text("unit"),
        time_limit_months=row.optional_whole("time_limit_months"),
        min_months=row.optional_whole("min_months"),
        age_rule=row.optional_text("age_rule"),
        consent_required=row.yes_no("consent_required"),
        em_normally_required=row.yes_no("em_normally_required"),
        needs_recommendation=row.text("needs_recommendation"),
        court_review=row.text("court_review"),
        available_in=row.texts("available_in"),
        valid_from=row.day("limits_valid_from"),
        valid_to=row.optional_day("limits_valid_to"),
        later_change=row.optional_text("later_change"),
        source=row.text("source"),
    )
