"""Which counts headquarters has, what a printed total is worth beside its parts, and where counts disagree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from noms.contracts.commissioning.office_staff import StaffOrigin
from noms.reference.periods import Precision
from noms.reference.reading import Mark
from noms.reference.staff_counts import ALL_REGIONS, Bound, StaffCount
from noms.reference.staffing import OfficeKind, RegionalOfficeStaff

HEADQUARTERS_BASIS = "staff of national headquarters, at 31 December"

# Source: founding paper 002 (4,270) against Hansard 2010-03-30 column 1085W (2,188).
TWO_HEADQUARTERS = """\
Headquarters had 4,270 people in the answer of 9 September 2009 and 2,188 on 31 December 2009 in that of 30 March 2010: the \
first was asked for those with a background in probation, and does not say whom it counted. Neither is the other's successor."""

CONFLICT_OF_HEADQUARTERS = ("HQ", TWO_HEADQUARTERS)


@dataclass(frozen=True)
class Counted:
    """The people of headquarters on one day, by where they had worked before, and what was counted."""

    as_at: date
    by_origin: tuple[tuple[StaffOrigin, int], ...]
    basis: str
    date_estimated: bool
    source: str


@dataclass(frozen=True)
class Total:
    """A printed total beside the sum of its parts, where the source gives the parts."""

    count: StaffCount
    sum_of_offices: int | None

    @property
    def agrees(self) -> bool | None:
        """Whether the source added up as we do; not known without the parts."""
        return None if self.sum_of_offices is None else self.sum_of_offices == self.count.people


def by_origin(people: int, probation: int | None, prison: int | None, other: int | None) -> tuple[tuple[StaffOrigin, int], ...]:
    """The people by origin: whoever the source does not place is unknown, whatever else it says. House rule: 0112."""
    placed = (probation or 0, prison or 0, other or 0)
    return tuple(zip(StaffOrigin, (*placed, people - sum(placed)), strict=True))


def headquarters_counts(annual: Iterable[RegionalOfficeStaff], others: Iterable[StaffCount], code: str) -> list[Counted]:
    """Every count of headquarters: the yearly ones, and the one that tells of backgrounds."""
    yearly = [
        Counted(row.as_at, by_origin(row.staff, None, None, None), HEADQUARTERS_BASIS, date_estimated=False, source=row.source)
        for row in annual
        if row.kind is OfficeKind.NATIONAL_HEADQUARTERS
    ]
    told = [
        Counted(
            row.as_at.last_day,
            by_origin(row.people, row.probation, row.prison, row.other),
            row.basis,
            date_estimated=Mark.ESTIMATE in row.marks,
            source=row.source,
        )
        for row in others
        if row.office_code == code
    ]
    return sorted(yearly + told, key=lambda count: count.as_at)


def totals(counts: Iterable[StaffCount], sums: Mapping[tuple[str, date], int]) -> list[Total]:
    """The printed totals of all regions, the oldest first, each beside the sum of the offices on the same basis and day."""
    printed = sorted((row for row in counts if row.office_code == ALL_REGIONS), key=lambda row: row.as_at.first_day)
    return [Total(row, sums.get((row.basis, row.as_at.last_day)) if _of_one_day(row) else None) for row in printed]


def in_order(from_day: date | None, to_day: date | None) -> bool:
    """Whether the first day asked for does not lie after the last."""
    return from_day is None or to_day is None or from_day <= to_day


def _of_one_day(row: StaffCount) -> bool:
    return row.bound is Bound.EXACT and row.as_at.precision is Precision.DAY
