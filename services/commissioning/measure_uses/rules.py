"""On which days an agreement is judged by a measure, and when a measure has been unused for too long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

QUARTERS_UNUSED_BEFORE_REMOVAL = 4  # House rule: 0133
MONTHS_OF_A_QUARTER = 3  # Source: a quarter of a year
MONTHS_OF_A_YEAR = 12  # Source: the calendar


@dataclass(frozen=True)
class Standing:
    """One definition of a measure in the text of an agreement, from one day to another, both included."""

    measure_code: str
    definition_version: int
    from_day: date
    to_day: date

    def holds_on(self, day: date) -> bool:
        """Whether the agreement is judged by it on the day."""
        return self.from_day <= day <= self.to_day


@dataclass(frozen=True)
class Use:
    """How many agreements in force have a measure on a day, and on which day until then one last had it."""

    agreements_in_force: int
    last_used_on: date | None


def use_of(standings: Iterable[Standing], as_at: date) -> Use:
    """The use of one measure, from its standings in agreements that have come into force."""
    begun = [standing for standing in standings if standing.from_day <= as_at]
    last = max((min(standing.to_day, as_at) for standing in begun), default=None)
    return Use(sum(standing.holds_on(as_at) for standing in begun), last)


def quarters_between(last_used_on: date, as_at: date) -> int:
    """How many whole quarters after that of `last_used_on` had ended by the end of `as_at`."""
    return max(0, _quarters_ended(as_at) - _quarter(last_used_on) - 1)


def proposed_for_removal(quarters_unused: int) -> bool:
    """Whether a measure has been unused for so long that it costs more than it tells. House rule: 0133."""
    return quarters_unused >= QUARTERS_UNUSED_BEFORE_REMOVAL


def _quarter(day: date) -> int:
    return (day.year * MONTHS_OF_A_YEAR + day.month - 1) // MONTHS_OF_A_QUARTER


def _quarters_ended(day: date) -> int:
    """How many quarters of the calendar had ended by the end of the day."""
    tomorrow = day.toordinal() + 1
    return _quarter(date.fromordinal(min(tomorrow, date.max.toordinal())))
