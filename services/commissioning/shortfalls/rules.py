"""What falls short: an outturn beyond its floor, points over the baseline, deductions so large that they earn a point."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from noms.contracts.commissioning.measures import Direction
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.triggers import Evidence, Trigger
from services.commissioning.escalation.rules import Parameters

POINTS = "performance_points"
"""The matter of a figure that is no measure's outturn."""

_ONE_DAY = timedelta(days=1)

DEDUCTED = frozenset(
    {
        Step.UNAVAILABLE_PLACES,
        Step.UNAUTHORISED_DOUBLING,
        Step.FIXED_SUM,
        Step.QUARTER_POINTS,
        Step.YEAR_POINTS,
        Step.OVER_THE_CAP,
    }
)
"""The steps that deduct, and what the cap gives back. Source: National Audit Office, HC 700 2002-03, grounds for deduction."""


def deducted_pence(lines: Iterable[tuple[Step, int]]) -> int:
    """What the lines of a month deduct from its charge: never less than nothing."""
    return max(0, -sum(pence for step, pence in lines if step in DEDUCTED))


@dataclass(frozen=True)
class QuarterFigure:
    """What a measure came to against its floor, or the performance points of a quarter against their baseline."""

    matter: str
    quarter: int
    """The contract quarter in which its days end, counted from the beginning of the agreement."""
    ends_on: date
    value: Fraction
    bound: Fraction
    direction: Direction
    evidence: tuple[Evidence, ...]

    def limit(self, parameters: Parameters) -> Fraction:
        """What must be reached, or not be passed: the floor itself, or so many times the baseline."""
        return self.bound * (parameters.points_over_baseline if self.matter == POINTS else 1)

    def fails(self, parameters: Parameters) -> bool:
        """Whether it lies beyond the limit; on the limit is enough."""
        limit = self.limit(parameters)
        return self.value < limit if self.direction is Direction.HIGH else self.value > limit

    def in_words(self, parameters: Parameters) -> str:
        """The figure as it is told."""
        side = "under" if self.direction is Direction.HIGH else "over"
        limit = float(self.limit(parameters))
        return f"{self.matter} came to {float(self.value):.3f} by {self.ends_on}, {side} the limit of {limit:.3f}"


@dataclass(frozen=True)
class MonthFigure:
    """What was deducted from the charge of one month."""

    from_day: date
    to_day: date
    charge_pence: int
    deducted_pence: int
    evidence: tuple[Evidence, ...]

    @property
    def share(self) -> Fraction:
        """The part of the charge that was deducted."""
        return Fraction(self.deducted_pence, self.charge_pence) if self.charge_pence > 0 else Fraction(0)


def failed_quarters(
    figures: Iterable[QuarterFigure], parameters: Parameters, as_at: date
) -> Mapping[str, Mapping[int, tuple[QuarterFigure, ...]]]:
    """For each matter its quarters with what failed in each; a quarter fails when any of its figures does.

    House rule: 0178 (contract quarters; a figure belongs to the quarter in which its days end).
    """
    known: dict[str, dict[int, tuple[QuarterFigure, ...]]] = {}
    for figure in sorted((f for f in figures if f.ends_on < as_at), key=lambda f: (f.matter, f.quarter, f.ends_on)):
        quarters = known.setdefault(figure.matter, {})
        quarters[figure.quarter] = (*quarters.get(figure.quarter, ()), *([figure] if figure.fails(parameters) else []))
    return known


def fails_since(figures: Iterable[QuarterFigure], matter: str, quarter: int, parameters: Parameters, as_at: date) -> bool:
    """Whether the latest figures on the matter, of a quarter after this one, fail."""
    quarters = failed_quarters(figures, parameters, as_at).get(matter, {})
    return max(quarters, default=0) > quarter and bool(quarters[max(quarters)])


def earned(months: Iterable[MonthFigure], parameters: Parameters) -> Iterator[tuple[Trigger, tuple[MonthFigure, ...]]]:
    """The months that earn a termination point: alone, or as many running as the terms ask. None earns two.

    House rule: 0184 (where penalty windows overlap, only one is charged).
    """
    running: list[MonthFigure] = []
    for month in sorted(months, key=lambda m: m.to_day):
        if month.share > parameters.month_share:
            yield Trigger.DEDUCTIONS_IN_A_MONTH, (month,)
            running = []
            continue
        follows_on = bool(running) and running[-1].to_day + _ONE_DAY == month.from_day
        kept = running if follows_on else []
        running = [*kept, month] if month.share > parameters.running_share else []
        if len(running) == parameters.months_running:
            yield Trigger.DEDUCTIONS_MONTHS_RUNNING, tuple(running)
            running = []
