"""Staff of the regional offices and headquarters, as reported to Parliament."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from noms.reference.reading import Row, Sourced, read_list

HEADQUARTERS = "HQ"


class OfficeKind(StrEnum):
    """Which offices a staff count is about."""

    AREA_REGIONAL_OFFICE = "area_regional_office"
    NATIONAL_HEADQUARTERS = "national_headquarters"


@dataclass(frozen=True, slots=True, kw_only=True)
class DomOfficeHeadcount(Sourced):
    """People in one office of a Director of Offender Management on one day."""

    region_code: str
    office_name: str
    as_at: date
    headcount: int
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalOfficeStaff(Sourced):
    """Staff of one region's offices, or of headquarters, on one day."""

    region_code: str
    kind: OfficeKind
    as_at: date
    staff: int


@cache
def load_dom_office_headcounts() -> tuple[DomOfficeHeadcount, ...]:
    """The ten offices of Directors of Offender Management on 31 August 2009."""
    return read_list("dom_office_headcount.csv", _headcount, lambda row: (row.region_code, row.as_at))


@cache
def load_regional_office_staff() -> tuple[RegionalOfficeStaff, ...]:
    """Regional offices and headquarters on each 31 December from 2004 to 2009."""
    return read_list("regional_office_staff.csv", _staff, lambda row: (row.region_code, row.as_at))


def regional_office_staff_on(region_code: str, day: date) -> int | None:
    """The staff reported for the region, or for HQ, on exactly that day; absent when none was reported."""
    for row in load_regional_office_staff():
        if (row.region_code, row.as_at) == (region_code, day):
            return row.staff
    return None


def _headcount(row: Row) -> DomOfficeHeadcount:
    return DomOfficeHeadcount(
        region_code=row.text("region_code"),
        office_name=row.text("office_name"),
        as_at=row.day("as_at"),
        headcount=row.whole("headcount"),
        basis=row.text("basis"),
        source=row.text("source"),
    )


def _staff(row: Row) -> RegionalOfficeStaff:
    return RegionalOfficeStaff(
        region_code=row.text("region_code"),
        kind=row.choice("kind", OfficeKind),
        as_at=row.day("as_at"),
        staff=row.whole("staff"),
        source=row.text("source"),
    )
