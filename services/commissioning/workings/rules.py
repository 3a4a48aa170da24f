"""The line that a numbered step puts out, and how its working is written."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import LineState

MOST_DECIMALS = 8  # House rule: 0155, decimals that are written out
MOST_TOLD = 12  # House rule: 0155, the parts that a working spells out; the occurrences are all named beside it
_TEN = 10  # Source: decimals


class StepLine(NamedTuple):
    """One line that a numbered step puts out: a plain tuple, because a national year has a hundred thousand of them."""

    step: Step
    code: str
    """The row of the terms; empty where the step has one line a month."""
    quantity: str
    pence: int
    state: LineState
    working: str
    occurrence_ids: tuple[UUID, ...]


def exactly(number: Fraction | int) -> str:
    """An exact number as people write it: with decimals where they end, else as a fraction."""
    if isinstance(number, int) or number.denominator == 1:
        return str(number)
    digits = next((digits for digits in range(MOST_DECIMALS + 1) if _TEN**digits % number.denominator == 0), None)
    if digits is None:
        return str(number)
    whole, rest = divmod(abs(number.numerator) * _TEN**digits // number.denominator, _TEN**digits)
    return f"{'-' if number < 0 else ''}{whole}.{rest:0{digits}}"


def spelled_out(parts: Sequence[str]) -> str:
    """The parts of a sum in words, the first of them where there are many."""
    rest = len(parts) - MOST_TOLD
    return " + ".join(parts[:MOST_TOLD]) + (f" + {rest} more" if rest > 0 else "")


def state_of(*, provisional: bool, disputed: bool) -> LineState:
    """How a line stands; that it is disputed is told before that a price is provisional."""
    if disputed:
        return LineState.DISPUTED
    return LineState.PROVISIONAL if provisional else LineState.FINAL
