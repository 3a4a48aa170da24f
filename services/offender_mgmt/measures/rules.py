"""What each measure counts, in words and in code: the two must say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure as the purchaser may rely on it. A change of meaning is a new version; another meaning is another code."""

    code: str
    version: int
    words: str
    unit: Literal["count", "percent"]


BREACH_ACTION_WITHIN_TEN_WORKING_DAYS = Definition(
    code="breach_action_within_ten_working_days",
    version=1,
    words=(
        "Of the failures that had to go back to court with a last day for breach action in the period, the share for which "
        "breach action had begun on or before that day. A failure that a later correction of attendance withdrew is excluded. "
        "Source: National Standards 2007, enforcement; PC 43/2004."
    ),
    unit="percent",
)

DEFINITIONS = {definition.code: definition for definition in (BREACH_ACTION_WITHIN_TEN_WORKING_DAYS,)}


class Part(StrEnum):
    """Which events of a measure are meant."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class BreachClock:
    """One failure that had to go to court: when action was due, when it was begun, and whether it still counts."""

    due_event_id: UUID
    due_by: date
    begun_event_id: UUID | None = None
    begun_on: date | None = None
    withdrawn: bool = False

    @property
    def in_time(self) -> bool:
        """Whether breach action was begun by its last day."""
        return self.begun_on is not None and self.begun_on <= self.due_by


@dataclass(frozen=True, slots=True)
class Tally:
    """What one measure came to: the events on both sides of the line, and how many were left out."""

    numerator: tuple[UUID, ...]
    denominator: tuple[UUID, ...]
    exclusions: int

    @property
    def percent(self) -> float | None:
        """The share in percent to two decimals; nothing when there was nothing to do. House rule: 0055."""
        if not self.denominator:
            return None
        return round(100 * len(self.numerator) / len(self.denominator), 2)


def breach_action_in_time(clocks: Iterable[BreachClock], *, from_day: date, to_day: date) -> Tally:
    """The failures due in the period, both days included, and those among them whose breach action had begun in time.

    The numerator lists the event that began the action, the denominator the event that made it due.
    """
    due = sorted((clock for clock in clocks if from_day <= clock.due_by <= to_day), key=lambda clock: clock.due_event_id)
    counted = [clock for clock in due if not clock.withdrawn]
    return Tally(
        numerator=_begun_events(counted),
        denominator=tuple(clock.due_event_id for clock in counted),
        exclusions=len(due) - len(counted),
    )


def _begun_events(counted: Sequence[BreachClock]) -> tuple[UUID, ...]:
    return tuple(clock.begun_event_id for clock in counted if clock.in_time and clock.begun_event_id is not None)
