"""Counts of staff that stand outside the tables by office: printed totals, headquarters by background, plans and bounds."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from noms.reference.periods import Period
from noms.reference.reading import Row, Sourced, read_list

ALL_REGIONS = "REGIONS"


class Bound(StrEnum):
    """How a figure is meant."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    PLANNED = "planned"
    """Posts of a structure, or an estimate of it: nobody was counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCount(Sourced):
    """People of headquarters or of all regions together, on a basis of its own. Origins that nobody gave are absent."""

    office_code: str
    as_at: Period
    basis: str
    people: int
    probation: int | None
    prison: int | None
    other: int | None
    bound: Bound


@cache
def load_staff_counts() -> tuple[StaffCount, ...]:
    """Every such count, in the order of the list."""
    return read_list("staff_counts.csv", _count, lambda row: (row.office_code, row.as_at, row.basis))


def _count(row: Row) -> StaffCount:
    return StaffCount(
        office_code=row.text("office_code"),
        as_at=row.period("as_at"),
        basis=row.text("basis"),
        people=row.whole("people"),
        probation=row.optional_whole("probation"),
        prison=row.optional_whole("prison"),
        other=row.optional_whole("other"),
        bound=row.choice("bound", Bound),
        source=row.text("source"),
    )
