"""Places that others buy from the service, and electronic monitoring that is bought for all: who buys what from whom."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from noms.reference.reading import Dated, Row, read_list
from noms.reference.regions import HIGH_SECURITY_ESTATE, Certainty, Instrument

EVERYWHERE = "ALL"


class Direction(StrEnum):
    """Whether the service sells or buys."""

    INBOUND = "inbound"
    """Another body commissions the service."""

    OUTBOUND = "outbound"


class FurtherService(StrEnum):
    """A service that is bought besides prisons and probation bodies as a whole."""

    JUVENILE_PLACES = "juvenile_places"
    DETAINEE_PLACES = "detainee_places"
    ELECTRONIC_MONITORING = "electronic_monitoring"


class Extent(StrEnum):
    """How much of the place is bought."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherResponsibility(Dated):
    """Who buys one further service, where, from whom and by what instrument."""

    direction: Direction
    service: FurtherService
    places_bought: int | None
    """How many places, where a source says so."""
    place: tuple[str, ...]
    """A prison, or regions, or ALL for the ten regions."""
    extent: Extent
    commissioner: str
    provider: str
    instrument: Instrument
    certainty: Certainty

    def covers(self, place: str) -> bool:
        """Whether the row speaks of the prison or region; ALL means the ten regions, never the High Security Estate."""
        return place in self.place or (EVERYWHERE in self.place and place != HIGH_SECURITY_ESTATE)


@cache
def load_further_responsibilities() -> tuple[FurtherResponsibility, ...]:
    """Every such row. House rule: 0115 (days that were not found run from the first day of NOMS)."""
    return read_list("further_responsibilities.csv", _row, lambda row: (row.service, row.place, row.valid_from))


def _row(row: Row) -> FurtherResponsibility:
    return FurtherResponsibility(
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        direction=row.choice("direction", Direction),
        service=row.choice("service", FurtherService),
        place=row.texts("place"),
        extent=row.choice("extent", Extent),
        places_bought=row.optional_whole("places"),
        commissioner=row.text("commissioner"),
        provider=row.text("provider"),
        instrument=row.choice("instrument", Instrument),
        certainty=row.choice("certainty", Certainty),
        source=row.text("source"),
    )
