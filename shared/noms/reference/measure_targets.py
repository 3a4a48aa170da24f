"""What was published of each measure beside the key performance indicators: targets and outturns by year, as printed."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from noms.reference.periods import Period
from noms.reference.reading import Row, Sourced, read_list


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTarget(Sourced):
    """One measure for one financial year: the target, what came of it, or one of the two where the other was not found."""

    measure_code: str
    year: Period
    part_of_year: str | None
    """In words, where the figures are not of the whole year."""
    scope: str
    target: Decimal | None
    outturn: Decimal | None
    note: str | None


@cache
def load_measure_targets() -> tuple[MeasureTarget, ...]:
    """Every published figure of a measure that is not in the list of key performance indicators."""
    return read_list("measure_targets.csv", _target, lambda row: (row.measure_code, row.year, row.part_of_year, row.scope))


def _target(row: Row) -> MeasureTarget:
    target, outturn = row.optional_decimal("target"), row.optional_decimal("outturn")
    if target is None and outturn is None:
        raise row.fault("target", "neither a target nor an outturn is given")
    return MeasureTarget(
        measure_code=row.text("measure_code"),
        year=row.reporting_period("year"),
        part_of_year=row.optional_text("part_of_year"),
        scope=row.text("scope"),
        target=target,
        outturn=outturn,
        note=row.optional_text("note"),
        source=row.text("source"),
    )
