"""What counts come to in a unit, and what figures of a unit can be."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from noms.contracts.commissioning.measures import MeasureUnit
from noms.contracts.problems import FieldError


@dataclass(frozen=True)
class UnitRule:
    """Between which values a figure of a unit can lie, and how it comes from its counts."""

    most: int | None
    times: int = 1
    """What the quotient is multiplied with."""
    divided: bool = True
    part_of_whole: bool = False
    """Whether the numerator is among what the denominator counts."""


UNITS: Mapping[MeasureUnit, UnitRule] = {
    MeasureUnit.PERCENT: UnitRule(most=100, times=100, part_of_whole=True),  # Source: what a percentage is
    MeasureUnit.PERCENT_OF_PROFILE: UnitRule(most=None, times=100),  # Source: what a percentage is
    MeasureUnit.COUNT: UnitRule(most=None, divided=False),
    MeasureUnit.PERCENT_OF_POPULATION: UnitRule(most=100, times=100),  # House rule: 0131
    MeasureUnit.PER_100000: UnitRule(most=100_000, times=100_000),  # Source: the unit of key targets 2005-06; House rule: 0131
    MeasureUnit.ONE_IN: UnitRule(most=None),
    MeasureUnit.DAYS_PER_PERSON: UnitRule(most=366),  # Source: the days of the longest year
    MeasureUnit.HOURS_A_WEEK: UnitRule(most=168),  # Source: the hours of a week
    MeasureUnit.POUNDS_A_YEAR: UnitRule(most=None),
}


def outturn_in(unit: MeasureUnit, numerator: Fraction, denominator: Fraction | None) -> Fraction | None:
    """What the counts come to in a unit; nothing where there is nothing to divide by.

    One in so many is turned round: where nothing failed, as many went well as there were. House rule: 0132.
    """
    rule = UNITS[unit]
    if not rule.divided:
        return numerator
    if denominator is None or denominator <= 0:
        return None
    if unit is MeasureUnit.ONE_IN:
        return denominator / max(numerator, Fraction(1))
    return rule.times * numerator / denominator


def lies_in_range(unit: MeasureUnit, value: Decimal | Fraction) -> bool:
    """Whether a figure or a target of the unit can be so high or so low: none is negative, and no percentage is over 100."""
    most = UNITS[unit].most
    return value >= 0 and (most is None or value <= most)


def faults_of_range(unit: MeasureUnit, thresholds: Mapping[str, str | Decimal], pointer: str = "") -> list[FieldError]:
    """Which of the thresholds of a measure, named by their field, no figure of its unit can reach."""
    message = "No figure of this measure can be so high or so low: see its unit."
    return [
        FieldError(pointer=f"{pointer}/{name}", code="outside_the_range", message=message)
        for name, value in thresholds.items()
        if not lies_in_range(unit, Decimal(value))
    ]
