"""How many worked in each director's office on a day and where they had come from, without ever mixing two bases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from noms.contracts.commissioning.office_staff import StaffOrigin
from noms.reference.regions import Region, RegionKind
from noms.reference.staffing import DomOfficeHeadcount, OfficeKind, RegionalOfficeStaff

ANNUAL_BASIS = "staff of area and regional offices, at 31 December"
RETURN_BASIS = "return of the office, by origin"

# The totals that the source prints where its parts sum to another figure. Source: Hansard 2010-03-30 column 1085W.
PRINTED_TOTALS = {
    (ANNUAL_BASIS, date(2004, 12, 31)): 501,
    (ANNUAL_BASIS, date(2009, 12, 31)): 483,
}

# Source: Commons written answer of 8 July 2009.
ANSWER_OF_8_JULY = """\
Asked how many Directors of Offender Management there were, how many staff each had, and what percentage had come from \
probation, the prison service and elsewhere, the answer was: ten in post, the remaining region held by an interim, and over \
500 staff; the percentages were refused because finding them would have been of disproportionate cost."""

# Source: Commons written answer of 9 September 2009.
ANSWER_OF_9_SEPTEMBER = """\
The ten directors' offices had 646 core and non-core staff on 31 August 2009; the first estimate of the structure had been 300."""

# Source: the days on which the two answers were given.
ANSWERED_IN_PARLIAMENT = (
    (date(2009, 7, 8), ANSWER_OF_8_JULY),
    (date(2009, 9, 9), ANSWER_OF_9_SEPTEMBER),
)

# Source: the two answers above against each other.
ELEVEN_DIRECTORS_OR_TEN = """\
The answer of 8 July 2009 speaks of ten directors in post and of a remaining region held by an interim; the table of \
9 September 2009 has ten regional offices in all."""

# Source: the answer of 9 September 2009 (646) against Hansard 2010-03-30 (483 and 396).
THREE_COUNTS = """\
646 people on 31 August 2009, 483 on 31 December 2009 and 396 posts in the new structure count different things: core and \
non-core staff, staff of the offices, and posts. They must not be compared as if numbers had fallen."""

CONFLICTS = (("C1", ELEVEN_DIRECTORS_OR_TEN), ("C2", THREE_COUNTS))


@dataclass(frozen=True)
class OfficeCount:
    """The people of one office on one day, by where they had worked before, and what was counted."""

    region_code: str
    office_name: str
    as_at: date
    by_origin: tuple[tuple[StaffOrigin, int], ...]
    basis: str
    source: str

    @property
    def headcount(self) -> int:
        return sum(people for _, people in self.by_origin)

    def from_origin(self, origin: StaffOrigin) -> int:
        """How many of the office came from there."""
        return sum(people for come_from, people in self.by_origin if come_from is origin)


@dataclass(frozen=True)
class Census:
    """The counts of offices on one basis that answer for a day."""

    basis: str
    counts: tuple[OfficeCount, ...]

    @property
    def as_at(self) -> date:
        """The day that the census is as old as: that of its oldest count."""
        return min(count.as_at for count in self.counts)

    @property
    def total_headcount(self) -> int:
        return sum(count.headcount for count in self.counts)

    @property
    def printed_total(self) -> int | None:
        """The total that the source prints, where it differs from the sum of its parts."""
        return PRINTED_TOTALS.get((self.basis, self.as_at))

    def from_origin(self, origin: StaffOrigin) -> int:
        """How many in all offices came from there."""
        return sum(count.from_origin(origin) for count in self.counts)


def origin_unknown(people: int) -> tuple[tuple[StaffOrigin, int], ...]:
    """A headcount whose origins nobody recorded: unknown is a value, not an absence."""
    return ((StaffOrigin.PROBATION, 0), (StaffOrigin.PRISON, 0), (StaffOrigin.OTHER, 0), (StaffOrigin.UNKNOWN, people))


def published_counts(
    offices: Iterable[DomOfficeHeadcount], annual: Iterable[RegionalOfficeStaff], regions: Iterable[Region]
) -> list[OfficeCount]:
    """What was published of the offices; no source has ever split them by origin."""
    names = {region.code: region.name for region in regions}
    counts = [
        OfficeCount(row.region_code, row.office_name, row.as_at, origin_unknown(row.headcount), row.basis, row.source)
        for row in offices
    ]
    counts += [
        OfficeCount(row.region_code, names[row.region_code], row.as_at, origin_unknown(row.staff), ANNUAL_BASIS, row.source)
        for row in annual
        if row.kind is OfficeKind.AREA_REGIONAL_OFFICE
    ]
    return counts


def census_on(counts: Iterable[OfficeCount], basis: str, on: date) -> Census | None:
    """The latest count of each office on one basis, not after the day; of two for the same day the later given prevails."""
    latest: dict[str, OfficeCount] = {}
    for count in counts:
        known = latest.get(count.region_code)
        if count.basis == basis and count.as_at <= on and (known is None or count.as_at >= known.as_at):
            latest[count.region_code] = count
    return Census(basis, tuple(sorted(latest.values(), key=lambda count: count.region_code))) if latest else None


def census_answering(counts: Sequence[OfficeCount], regions: Iterable[Region], on: date) -> tuple[Census | None, list[Census]]:
    """The census that answers for the day, and the others: the most recent that counts every office, on one basis.

    House rule: 0104 (a census that leaves an office out, or that adds two bases up, is never the answer).
    """
    offices = {region.code for region in regions if region.kind is RegionKind.REGION}
    by_basis = [census_on(counts, basis, on) for basis in sorted({count.basis for count in counts})]
    known = sorted((census for census in by_basis if census), key=lambda census: census.as_at, reverse=True)
    whole = [census for census in known if {count.region_code for count in census.counts} == offices]
    answer = whole[0] if whole else None
    return answer, [census for census in known if census is not answer]


LAST_DAY_OF_NOMS = date(2017, 3, 31)  # Source: NOMS was replaced on 1 April 2017.


class ReturnObjection(StrEnum):
    """Why a return of an office cannot be taken."""

    NOT_A_DIRECTORS_OFFICE = "not_a_directors_office"
    IN_THE_FUTURE = "in_the_future"
    NO_OFFICE_THEN = "no_office_then"

    @property
    def pointer(self) -> str:
        """The field at fault."""
        return "/region_code" if self is ReturnObjection.NOT_A_DIRECTORS_OFFICE else "/as_at"

    @property
    def sentence(self) -> str:
        """What is wrong, for whoever made the return."""
        if self is ReturnObjection.NOT_A_DIRECTORS_OFFICE:
            return "Only the ten regions have a director's office."
        if self is ReturnObjection.NO_OFFICE_THEN:
            return "On that day there was no such office: NOMS ran from 1 June 2004 to 31 March 2017."
        return "Staff can be counted today or earlier, not later."


def objection_to_return(region_code: str, counted_on: date, regions: Iterable[Region], *, as_at: date) -> ReturnObjection | None:
    """What stands against a return: it must come from a director's office and speak of a day that has come and it was there."""
    office = next((region for region in regions if region.code == region_code and region.kind is RegionKind.REGION), None)
    if office is None:
        return ReturnObjection.NOT_A_DIRECTORS_OFFICE
    if counted_on > as_at:
        return ReturnObjection.IN_THE_FUTURE
    there = office.in_force_on(counted_on) and counted_on <= LAST_DAY_OF_NOMS
    return None if there else ReturnObjection.NO_OFFICE_THEN


def share_percent(part: int, whole: int) -> float | None:
    """A share with one decimal, a half rounded up; none of nothing. House rule: 0104."""
    if whole == 0:
        return None
    tenths = Fraction(1000 * part, whole)
    return int(tenths + Fraction(1, 2)) / 10


def census_sentence(census: Census | None, on: date) -> str:
    """The answer as one would give it in the House."""
    if census is None:
        return f"No count of every director's office is known for {on} or before."
    unknown = census.from_origin(StaffOrigin.UNKNOWN)
    known = census.total_headcount - unknown
    return (
        f"The {len(census.counts)} offices had {census.total_headcount} people on {census.as_at} ({census.basis})."
        f" Where they had worked before is known for {known} of them and unknown for {unknown}."
    )
