"""The ten regions and the High Security Estate, the posts that led them, and who commissioned what there over time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.reading import Dated, Row, read_list

HIGH_SECURITY_ESTATE = "HSE"
"""Not a place on the map: its eight prisons lie in regions but answer to the Director of High Security."""


class RegionKind(StrEnum):
    """Whether a region is a place or a line of command."""

    REGION = "region"
    FUNCTIONAL = "functional"


class Instrument(StrEnum):
    """What binds a provider to its commissioner."""

    SLA = "SLA"
    CONTRACT = "CONTRACT"
    LINE = "LINE"
    """Line management, without an agreement."""


class ServiceClass(StrEnum):
    """A kind of provider whose commissioner changed as a body."""

    PUBLIC_PRISON = "public_prison"
    PRIVATE_PRISON = "private_prison"
    PROBATION_BOARD = "probation_board"
    PROBATION_TRUST = "probation_trust"
    NPS_DIVISION = "nps_division"
    CRC = "crc"


class Certainty(StrEnum):
    """How firmly the sources support a row."""

    STATED = "stated"
    INFERRED = "inferred"
    KNOWN = "known"
    UNCLEAR = "unclear"
    """The source itself says that it is unclear: an unresolved state, not a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Dated):
    """One region, by the short code that this project gives it."""

    code: str
    name: str
    kind: RegionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalPost(Dated):
    """A Regional Offender Manager or Director of Offender Management, with the days the post existed."""

    region_code: str
    post_code: str
    post_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Dated):
    """Who commissioned one kind of provider, by what instrument and under whose line management."""

    service_class: ServiceClass
    region_scope: str
    commissioner: str
    instrument: Instrument
    line_management: str
    certainty: Certainty

    def covers(self, region_code: str) -> bool:
        """Whether the row speaks of the region; ALL means the ten regions, never the High Security Estate."""
        if self.region_scope == "ALL":
            return region_code != HIGH_SECURITY_ESTATE
        if self.region_scope.startswith("ALL_EXCEPT_"):
            excepted = self.region_scope.removeprefix("ALL_EXCEPT_").split("_")
            return region_code not in (*excepted, HIGH_SECURITY_ESTATE)
        return region_code in self.region_scope.split(";")


@cache
def load_regions() -> tuple[Region, ...]:
    """The ten regions and the High Security Estate."""
    return read_list("regions.csv", _region, lambda region: region.code)


@cache
def load_regional_posts() -> tuple[RegionalPost, ...]:
    """The posts that led the regions, two for each."""
    return read_list("regional_posts.csv", _regional_post, lambda post: (post.region_code, post.post_code))


@cache
def load_responsibilities() -> tuple[Responsibility, ...]:
    """Who commissioned what, from 2004 to 2017."""
    return read_list("responsibilities.csv", _responsibility, lambda row: (row.valid_from, row.service_class, row.region_scope))


def region(code: str) -> Region:
    """The region with the code, or UnknownCode."""
    for candidate in load_regions():
        if candidate.code == code:
            return candidate
    raise UnknownCode("regions", code)


def regional_post_on(region_code: str, day: date) -> RegionalPost:
    """The post that led the region on the day; NotInForce where there was none."""
    leading = region(region_code)
    for post in load_regional_posts():
        if post.region_code == leading.code and post.in_force_on(day):
            return post
    raise NotInForce("regional posts", region_code, day)


def responsibility_on(service_class: ServiceClass, region_code: str, day: date) -> Responsibility:
    """Who commissioned this kind of provider in the region on the day; NotInForce where nobody did."""
    asked = region(region_code)
    for row in load_responsibilities():
        if row.service_class is service_class and row.covers(asked.code) and row.in_force_on(day):
            return row
    raise NotInForce("responsibilities", f"{service_class} in {region_code}", day)


def _region(row: Row) -> Region:
    return Region(
        code=row.text("code"),
        name=row.text("name"),
        kind=row.choice("kind", RegionKind),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        source=row.text("source"),
    )


def _regional_post(row: Row) -> RegionalPost:
    return RegionalPost(
        region_code=row.text("region_code"),
        post_code=row.text("post_code"),
        post_name=row.text("post_name"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        source=row.text("source"),
    )


def _responsibility(row: Row) -> Responsibility:
    return Responsibility(
        service_class=row.choice("service_class", ServiceClass),
        region_scope=row.text("region_scope"),
        commissioner=row.text("commissioner"),
        instrument=row.choice("instrument", Instrument),
        line_management=row.text("line_management"),
        certainty=row.choice("certainty", Certainty),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        source=row.text("source"),
    )
