"""Steps 9 to 11: what the points of a quarter or a year over their baseline cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from noms.contracts.commissioning.points_terms import PointsScale
from noms.contracts.commissioning.settlement_facts import Step
from services.commissioning.indexation.rules import Indexed
from services.commissioning.prices.rules import whole_pence
from services.commissioning.tallies.rules import Counted
from services.commissioning.workings.rules import StepLine, exactly, state_of

Band = tuple[Fraction, Fraction | None, Fraction]
"""Above, up to, factor: on the excess."""


@dataclass(frozen=True)
class Scale:
    """How points become money in a contract year, with its numbers exact."""

    price: Fraction
    bands: tuple[Band, ...]
    baselines: Mapping[int | None, Fraction]
    """By quarter; none is the year."""
    provisional: bool

    @classmethod
    def of(cls, scale: PointsScale, year: int, fee: Indexed) -> "Scale":
        """Read the scale as it stands in a contract year."""
        inside = [row for row in scale.baselines if row.from_year <= year <= (row.to_year or year)]
        return cls(
            Fraction(scale.pence_a_point) * (fee.factor if scale.indexed else 1),
            tuple((Fraction(b.above), None if b.up_to is None else Fraction(b.up_to), Fraction(b.factor)) for b in scale.bands),
            {row.quarter: Fraction(row.points) for row in inside},
            scale.indexed and fee.provisional,
        )

    def baseline(self, quarter: int | None) -> Fraction:
        """The points that cost nothing in a quarter, or in the year; a row without a quarter is for each of them."""
        return self.baselines[quarter] if quarter in self.baselines else self.baselines[None]


def excess_over(baseline: Fraction, points: Fraction) -> Fraction:
    """Step 9: the points above the baseline; exactly at it there are none.

    Source: MoJ answer PQ 199496, Hassockfield: quarters exactly at the baseline paid nothing.
    """
    return max(Fraction(0), points - baseline)


def weighted(excess: Fraction, bands: Iterable[Band]) -> Fraction:
    """Step 10: the excess, each part of it by the factor of its band."""
    reached = (
        (above, excess if up_to is None else min(excess, up_to), factor) for above, up_to, factor in bands if excess > above
    )
    return sum(((to - above) * factor for above, to, factor in reached), Fraction(0))


@dataclass(frozen=True)
class Excess:
    """The points of a quarter or a year held against their baseline, and the money that follows."""

    points: Fraction
    baseline: Fraction
    line: StepLine


def excess_of(step: Step, scale: Scale, counted: Counted, quarter: int | None = None) -> Excess:
    """Steps 9 to 11: what the points of a quarter or a year over their baseline cost."""
    baseline = scale.baseline(quarter)
    excess = excess_over(baseline, counted.points)
    by_bands = weighted(excess, scale.bands)
    held_against = f"{exactly(counted.points)} - {exactly(baseline)} = {exactly(excess)} over the baseline"
    line = StepLine(
        step,
        "",
        str(by_bands),
        -whole_pence(by_bands * scale.price),
        state_of(provisional=scale.provisional, disputed=counted.disputed),
        f"{held_against}, {exactly(by_bands)} by bands, x {exactly(scale.price)}p"
        if excess
        else f"{exactly(counted.points)} points, not over the baseline of {exactly(baseline)}",
        counted.occurrence_ids,
    )
    return Excess(counted.points, baseline, line)
