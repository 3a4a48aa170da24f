"""Figures that were published at the time: key performance indicators with their targets, and other known answers."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from noms.reference.periods import Period
from noms.reference.reading import Row, Sourced, read_list


class TargetSense(StrEnum):
    """On which side of its target a result is good."""

    MIN = "min"
    """The target is a floor: more is better. `1 in N journeys` is such a measure."""
    MAX = "max"
    """The target is a ceiling: less is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiTarget(Sourced):
    """One key performance indicator for one financial year, with its target and what came of it."""

    year: Period
    code: str
    name: str
    target: Decimal
    target_sense: TargetSense
    outturn: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure(Sourced):
    """One figure as published, about England and Wales, an area or a prison."""

    metric: str
    scope: str
    period: Period
    value: Decimal
    unit: str
    """Money is in pounds here, as printed."""
    note: str | None


@cache
def load_kpi_targets() -> tuple[KpiTarget, ...]:
    """Every indicator found, for 2003-04 to 2005-06 and 2009-10."""
    return read_list("kpi_targets.csv", _kpi, lambda row: (row.year.first_day, row.code))


@cache
def load_published_figures() -> tuple[PublishedFigure, ...]:
    """Every published figure carried by the project."""
    return read_list("published_figures.csv", _figure, lambda row: (row.metric, row.scope, row.period))


def kpi_target(code: str, year: str) -> KpiTarget | None:
    """The indicator for a financial year such as `2009-10`; absent where none was found."""
    for row in load_kpi_targets():
        if (row.code, str(row.year)) == (code, year):
            return row
    return None


def published_figure(metric: str, period: str, scope: str = "England and Wales") -> PublishedFigure | None:
    """The figure for a period as printed, such as `2008-09` or `2010-06-25`; absent where none was found."""
    for row in load_published_figures():
        if (row.metric, str(row.period), row.scope) == (metric, period, scope):
            return row
    return None


def _kpi(row: Row) -> KpiTarget:
    return KpiTarget(
        year=row.reporting_period("year"),
        code=row.text("code"),
        name=row.text("name"),
        target=row.decimal("target"),
        target_sense=row.choice("target_sense", TargetSense),
        outturn=row.decimal("outturn"),
        source=row.text("source"),
    )


def _figure(row: Row) -> PublishedFigure:
    return PublishedFigure(
        metric=row.text("metric"),
        scope=row.text("scope"),
        period=row.reporting_period("period"),
        value=row.decimal("value"),
        unit=row.text("unit"),
        note=row.optional_text("note"),
        source=row.text("source"),
    )
