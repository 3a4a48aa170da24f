"""Contracts for privately run prisons, and the performance points and deductions published for them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from noms.reference.periods import Period
from noms.reference.reading import Row, Sourced, read_list

PENCE_PER_POUND = 100


class PrisonContractType(StrEnum):
    """Whether the contractor also financed and built the prison."""

    PFI = "PFI"
    MANAGEMENT = "management"


class PointsPeriod(StrEnum):
    """The part of a financial year that performance points are counted over."""

    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    ANNUAL = "ANNUAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatePrisonContract(Sourced):
    """One contract to run a prison. Its baseline places are those that the fee pays for."""

    establishment_code: str
    contract_type: PrisonContractType
    contract_date: Period
    expiry_date: Period
    operator: str
    supplier_company: str | None
    baseline_places: int | None
    op_capacity_2007_01_26: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPerformancePoints(Sourced):
    """Points for failures at one prison over one period, and what was deducted from the fee for them."""

    establishment_code: str
    year: Period
    period: PointsPeriod
    procedures_points: Decimal
    incidents_points: Decimal
    regime_points: Decimal
    total_points: Decimal
    deduction_pence: int


@cache
def load_private_prison_contracts() -> tuple[PrivatePrisonContract, ...]:
    """Every contract of the list; a prison let twice has two."""
    return read_list("private_prison_contracts.csv", _contract, lambda row: (row.establishment_code, row.contract_date.first_day))


@cache
def load_contract_performance_points() -> tuple[ContractPerformancePoints, ...]:
    """The points and deductions of six prisons in 2012-13, by quarter and for the year."""
    return read_list(
        "contract_performance_points.csv", _points, lambda row: (row.establishment_code, row.year.first_day, row.period)
    )


def private_prison_contracts(establishment_code: str) -> tuple[PrivatePrisonContract, ...]:
    """The contracts for one prison, in the order of the list; none for a public prison."""
    return tuple(row for row in load_private_prison_contracts() if row.establishment_code == establishment_code)


def contract_performance_points(establishment_code: str, period: PointsPeriod) -> ContractPerformancePoints | None:
    """What was published for the prison in 2012-13 for the quarter or the year; absent where nothing was."""
    for row in load_contract_performance_points():
        if (row.establishment_code, row.period) == (establishment_code, period):
            return row
    return None


def _contract(row: Row) -> PrivatePrisonContract:
    return PrivatePrisonContract(
        establishment_code=row.text("establishment_code"),
        contract_type=row.choice("contract_type", PrisonContractType),
        contract_date=row.period("contract_date"),
        expiry_date=row.period("expiry_date"),
        operator=row.text("operator"),
        supplier_company=row.optional_text("supplier_company"),
        baseline_places=row.optional_whole("baseline_places"),
        op_capacity_2007_01_26=row.optional_whole("op_capacity_2007_01_26"),
        source=row.text("source"),
    )


def _points(row: Row) -> ContractPerformancePoints:
    return ContractPerformancePoints(
        establishment_code=row.text("establishment_code"),
        year=row.reporting_period("year"),
        period=row.choice("period", PointsPeriod),
        procedures_points=row.decimal("procedures_points"),
        incidents_points=row.decimal("incidents_points"),
        regime_points=row.decimal("regime_points"),
        total_points=row.decimal("total_points"),
        deduction_pence=row.whole("deduction_gbp") * PENCE_PER_POUND,
        source=row.text("source"),
    )
