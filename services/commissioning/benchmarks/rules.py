"""What published figures say of the unit cost of a place, by prison and by kind of prison."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from statistics import median
from types import MappingProxyType

from noms.contracts.commissioning.benchmarks import BenchmarkBasis, BenchmarkView, NewBenchmark
from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.reference.establishments import Establishment
from noms.reference.published_figures import PublishedFigure

PENCE_A_POUND = Decimal(100)  # Source: Decimal Currency Act 1969 s.1

# Which specification buys the places of each kind of prison. Source: the functions of establishments.csv. House rule: 0118.
CUSTODY_OF = MappingProxyType(
    {
        "local": "CUSTODY-LOCAL",
        "trainer": "CUSTODY-TRAINER",
        "open": "CUSTODY-OPEN",
        "semi_open": "CUSTODY-OPEN",
        "yoi_open": "CUSTODY-YOI",
        "yoi_closed": "CUSTODY-YOI",
        "dispersal": "CUSTODY-HIGH-SECURITY",
        "high_security_local": "CUSTODY-HIGH-SECURITY",
        "female_local": "CUSTODY-FEMALE",
        "female_trainer": "CUSTODY-FEMALE",
        "female_open": "CUSTODY-FEMALE",
        "juvenile": "CUSTODY-JUVENILE",
        "irc": "CUSTODY-IMMIGRATION",
    }
)

# Printed pairs of cost and capacity for public prisons of a kind, 2008-09. Source: Hansard 2009-12-09.
COSTS_OF_2008_09 = ("open", "open_yoi", "semi_open")
FUNCTION_OF_PAIR = MappingProxyType({"open": "open", "open_yoi": "yoi_open", "semi_open": "semi_open"})


FIRST_YEAR, LAST_YEAR = 2000, 2020  # House rule: 0119
CENTURY = 100  # Source: the calendar, a year is told by its last two digits


class BenchmarkObjection(StrEnum):
    """What is wrong with a unit cost as it was reported."""

    OUT_OF_ORDER = "out_of_order"
    NO_FINANCIAL_YEAR = "no_financial_year"
    ANOTHER_UNIT = "another_unit"
    UNKNOWN_FUNCTION = "unknown_function"
    UNKNOWN_PROVIDER = "unknown_provider"


def objection_to_benchmark(benchmark: NewBenchmark, units: Collection[str], *, known_provider: bool) -> BenchmarkObjection | None:
    """What is wrong: the figures' order, the year, a unit that no version is counted in, a kind or a provider that nobody knows.

    The cost of a place is printed by the day as well. House rule: 0119.
    """
    first, second = map(int, benchmark.year.split("-"))
    by_the_day = benchmark.unit is UnitOfOutput.PRISONER_DAY and UnitOfOutput.PLACE in units
    wrong = {
        BenchmarkObjection.OUT_OF_ORDER: not in_order(benchmark),
        BenchmarkObjection.NO_FINANCIAL_YEAR: not FIRST_YEAR <= first <= LAST_YEAR or second != (first + 1) % CENTURY,
        BenchmarkObjection.ANOTHER_UNIT: benchmark.unit not in units and not by_the_day,
        BenchmarkObjection.UNKNOWN_FUNCTION: benchmark.establishment_function not in {None, *CUSTODY_OF},
        BenchmarkObjection.UNKNOWN_PROVIDER: benchmark.provider is not None and not known_provider,
    }
    return next((objection for objection, holds in wrong.items() if holds), None)


def first_and_last_day(year: str) -> tuple[date, date]:
    """The first and the last day of a financial year."""
    first = int(year.split("-", maxsplit=1)[0])
    return date(first, 4, 1), date(first + 1, 3, 31)  # Source: the Exchequer's year, 1 April to 31 March


def in_order(benchmark: NewBenchmark) -> bool:
    """Whether the figures lie in the order low, central, high."""
    return benchmark.low_pence <= benchmark.central_pence <= benchmark.high_pence


def published_benchmarks(figures: Sequence[PublishedFigure], prisons: Mapping[str, Establishment]) -> tuple[BenchmarkView, ...]:
    """What published figures say of the unit cost of a place, by prison and by kind of prison. House rule: 0119."""
    by_prison = [
        (prisons[figure.scope], figure)
        for figure in figures
        if figure.metric == "cost_per_prisoner_day" and figure.scope in prisons
    ]
    of_prisons = tuple(_of_prison(prison, figure) for prison, figure in by_prison)
    kinds = sorted({(prison.function_2010, str(figure.period)) for prison, figure in by_prison})
    of_kinds = (
        _of_kind(kind, year, [f for p, f in by_prison if (p.function_2010, str(f.period)) == (kind, year)])
        for kind, year in kinds
    )
    printed = {figure.metric: figure for figure in figures if figure.metric.startswith(("operating_cost_", "operational_capac"))}
    pairs = (_of_pair(kind, printed) for kind in COSTS_OF_2008_09)
    return (*of_prisons, *of_kinds, *pairs)


def pence(pounds: Decimal) -> int:
    """Pounds as whole pence, half a penny up. House rule: 0119."""
    return int((pounds * PENCE_A_POUND).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _of_prison(prison: Establishment, figure: PublishedFigure) -> BenchmarkView:
    cost = pence(figure.value)
    return BenchmarkView(
        specification=CUSTODY_OF[prison.function_2010], year=str(figure.period), unit=UnitOfOutput.PRISONER_DAY,
        establishment_function=prison.function_2010, provider=prison.code, low_pence=cost, central_pence=cost, high_pence=cost,
        basis=BenchmarkBasis.PUBLISHED, source=f"{figure.source}; {figure.note}" if figure.note else figure.source,
    )  # fmt: skip


def _of_kind(kind: str, year: str, figures: Sequence[PublishedFigure]) -> BenchmarkView:
    """The cheapest, the median and the dearest of the prisons that the source prints."""
    costs = sorted(figure.value for figure in figures)
    return BenchmarkView(
        specification=CUSTODY_OF[kind], year=year, unit=UnitOfOutput.PRISONER_DAY, establishment_function=kind, provider=None,
        low_pence=pence(costs[0]), central_pence=pence(median(costs)), high_pence=pence(costs[-1]),
        basis=BenchmarkBasis.DERIVED, source=f"Lowest, median and highest of {len(costs)} prisons in {figures[0].source}",
    )  # fmt: skip


def _of_pair(kind: str, printed: Mapping[str, PublishedFigure]) -> BenchmarkView:
    """The operating cost of a kind of public prison, by its operational capacity at the end of the year."""
    cost, places = printed[f"operating_cost_{kind}"], printed[f"operational_capacity_{kind}"]
    unit_cost = pence(cost.value / places.value)
    function = FUNCTION_OF_PAIR[kind]
    return BenchmarkView(
        specification=CUSTODY_OF[function], year=str(cost.period), unit=UnitOfOutput.PLACE, establishment_function=function,
        provider=None, low_pence=unit_cost, central_pence=unit_cost, high_pence=unit_cost, basis=BenchmarkBasis.DERIVED,
        source=f"{cost.source}: {cost.value} pounds by {places.value} places at {places.period}",
    )  # fmt: skip
