"""The points table: what a failure brings, by row, and by how far a target was missed."""

from dataclasses import dataclass
from fractions import Fraction

from noms.contracts.commissioning.measures import Direction
from noms.contracts.commissioning.payment_bases import Assessment
from noms.contracts.commissioning.points_terms import MissTable, PointsMeasure
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import LineState
from services.commissioning.prices.rules import MONTHS_IN_A_QUARTER, MONTHS_IN_A_YEAR, WHOLE
from services.commissioning.workings.rules import StepLine

UNITS = 20  # House rule: 0155, points have one decimal and counts are halves: a twentieth of a point is the smallest of both
_TENTHS = 10  # House rule: 0155
_HALVES = 2  # House rule: 0155


def missed_percent(table: MissTable, value: Fraction) -> Fraction:
    """By how many per cent of the target an outturn missed it; 0 when it was met."""
    target = Fraction(table.target)
    short = target - value if table.direction is Direction.HIGH else value - target
    return max(Fraction(0), short * WHOLE / target)


def units_of(points: str) -> int:
    """Twentieths of a point of a number with at most one decimal."""
    whole, _, tenth = points.partition(".")
    return (_TENTHS * int(whole) + int(tenth or 0)) * _HALVES


def points_of(units: int) -> Fraction | int:
    """Points of so many twentieths."""
    return Fraction(units, UNITS) if units % UNITS else units // UNITS


@dataclass(frozen=True)
class Row:
    """A row of the points table with its numbers exact."""

    code: str
    annual: bool
    repeats: bool
    each: int
    """Twentieths of a point for each failure."""
    points: str
    missed: MissTable | None
    steps: tuple[tuple[Fraction, int], ...]
    nothing: StepLine

    @classmethod
    def of(cls, measure: PointsMeasure) -> "Row":
        """Read the row."""
        table = measure.missed
        steps = [(Fraction(step.more_than_percent), units_of(step.points)) for step in table.steps] if table else []
        none = StepLine(Step.POINTS_COUNTED, measure.code, "0", 0, LineState.FINAL, "nothing counted", ())
        annual = measure.assessed is Assessment.YEAR
        points = measure.points or "0"
        return cls(measure.code, annual, measure.repeats, units_of(points), points, table, tuple(sorted(steps)), none)

    def units(self, count: Fraction) -> int:
        """Twentieths of a point: for so many failures, or for a target missed by so many per cent."""
        if self.missed is None:
            failures, parts = count.as_integer_ratio()
            return self.each * failures // parts
        return max((units for above, units in self.steps if count > above), default=0)

    def count(self, units: int) -> str:
        """How many failures bring so many twentieths of a point: a whole number, or one and a half more."""
        whole, rest = divmod(units, self.each or 1)
        return f"{whole}.5" if rest else str(whole)

    def period(self, serial: int) -> int:
        """The quarter or year of a month, counted from the first of the service."""
        return serial // (MONTHS_IN_A_YEAR if self.annual else MONTHS_IN_A_QUARTER)
