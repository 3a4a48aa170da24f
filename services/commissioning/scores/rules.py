"""Scores on straight lines through floor, target and stretch, by the formula that is published in `formulas`."""

from dataclasses import dataclass
from fractions import Fraction

from noms.contracts.commissioning.measures import Direction
from services.commissioning.formulas.rules import Formula


@dataclass(frozen=True)
class Scale:
    """The floor, the target and the stretch of a measure, and which way is better."""

    floor: Fraction
    target: Fraction
    stretch: Fraction
    direction: Direction

    def in_order(self) -> bool:
        """Whether the three lie in the direction of the measure; nothing lies beyond a target of no escapes, or of 100 %.

        House rule: 0102.
        """
        if self.direction is Direction.HIGH:
            return self.floor < self.target <= self.stretch
        return self.floor > self.target >= self.stretch


def measure_score(value: Fraction, scale: Scale, formula: Formula) -> Fraction:
    """Place an outturn on straight lines through floor, target and stretch; beyond them the lines run on and are clipped.

    Where the stretch is the target itself, whatever reaches it scores as the target does. House rule: 0102 (no cliff at the
    target that would reward gaming).
    """
    below_target = value < scale.target if scale.direction is Direction.HIGH else value > scale.target
    if not below_target and scale.stretch == scale.target:
        return formula.target_score
    edge, edge_score = (scale.floor, formula.floor_score) if below_target else (scale.stretch, formula.stretch_score)
    slope = (edge_score - formula.target_score) / (edge - scale.target)
    score = formula.target_score + (value - scale.target) * slope
    return min(max(score, formula.lowest_score), formula.highest_score)


def band_of(score: Fraction, formula: Formula) -> int:
    """The band that a score alone would give."""
    return next((band for cut, band in formula.band_cuts if score >= cut), formula.lowest_band)
