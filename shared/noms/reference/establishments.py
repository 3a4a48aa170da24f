"""Prisons and young offender institutions of England and Wales, with their place, function and capacity."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.periods import Period
from noms.reference.reading import Row, Sourced, read_list


class Sector(StrEnum):
    """Who runs a prison."""

    PUBLIC = "public"
    PRIVATE = "private"


class CapacityBasis(StrEnum):
    """Where an operational capacity comes from."""

    SOURCE = "source"
    ESTIMATE = "estimate"
    NONE = "none"


class OpenState(StrEnum):
    """Whether a prison was open on a day, as far as the precision of its dates tells."""

    OPEN = "open"
    CLOSED = "closed"
    UNDETERMINED = "undetermined"
    """The day lies inside the month or year in which it opened or closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishment(Sourced):
    """One prison. What is marked 2010 was true in mid-2010; its region in the line and on the map can differ."""

    code: str
    register_code: str
    name: str
    region_code: str
    geographic_region_code: str
    sector_2010: Sector
    operator_2010: str
    function_2010: str
    category_2010: str
    population_2010: tuple[str, ...]
    opened: Period | None
    """Absent for a prison that opened before the sources begin."""
    closed: Period | None
    """The first day on which it no longer took prisoners under this code."""
    successor_code: str | None
    open_2010_06_30: bool
    op_capacity: int | None
    op_capacity_date: Period | None
    op_capacity_basis: CapacityBasis
    op_capacity_source: str | None
    cna: int | None
    op_capacity_2006: int | None
    op_capacity_2014_08: int | None
    hmip_offender_management_2009_10: bool

    def state_on(self, day: date) -> OpenState:
        """Whether the prison was open on the day."""
        if self.closed and self.closed.certainly_begun_by(day):
            return OpenState.CLOSED
        if self.opened and not self.opened.possibly_begun_by(day):
            return OpenState.CLOSED
        opened = self.opened is None or self.opened.certainly_begun_by(day)
        not_closed = self.closed is None or not self.closed.possibly_begun_by(day)
        return OpenState.OPEN if opened and not_closed else OpenState.UNDETERMINED


@cache
def load_establishments() -> tuple[Establishment, ...]:
    """Every prison of the list, open or closed."""
    return read_list("establishments.csv", _establishment, lambda prison: prison.code)


@cache
def _by_code() -> dict[str, Establishment]:
    return {prison.code: prison for prison in load_establishments()}


def establishment(code: str) -> Establishment:
    """The prison with the three-letter code, or UnknownCode."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownCode("establishments", code) from None


def establishments_open_on(day: date) -> tuple[Establishment, ...]:
    """The prisons that were certainly open on the day."""
    return tuple(prison for prison in load_establishments() if prison.state_on(day) is OpenState.OPEN)


def _establishment(row: Row) -> Establishment:
    return Establishment(
        code=row.text("code"),
        register_code=row.text("register_code"),
        name=row.text("name"),
        region_code=row.text("region_code"),
        geographic_region_code=row.text("geographic_region_code"),
        sector_2010=row.choice("sector_2010", Sector),
        operator_2010=row.text("operator_2010"),
        function_2010=row.text("function_2010"),
        category_2010=row.text("category_2010"),
        population_2010=tuple(row.text("population_2010").split("+")),
        opened=row.optional_period("opened"),
        closed=row.optional_period("closed"),
        successor_code=row.optional_text("successor_code"),
        open_2010_06_30=row.yes_no("open_2010_06_30"),
        op_capacity=row.optional_whole("op_capacity"),
        op_capacity_date=row.optional_period("op_capacity_date"),
        op_capacity_basis=row.choice("op_capacity_basis", CapacityBasis),
        op_capacity_source=row.optional_text("op_capacity_source"),
        cna=row.optional_whole("cna"),
        op_capacity_2006=row.optional_whole("op_capacity_2006"),
        op_capacity_2014_08=row.optional_whole("op_capacity_2014_08"),
        hmip_offender_management_2009_10=row.yes_no("hmip_offender_management_2009_10"),
        source=row.text("source"),
    )
