"""Which targets may stand for a measure of an agreement, and which one holds on a day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from noms.contracts.commissioning.measures import Direction
from noms.contracts.problems import FieldError


@dataclass(frozen=True)
class Thresholds:
    """Floor, target and stretch, in the unit of the measure."""

    floor: Decimal
    target: Decimal
    stretch: Decimal


@dataclass(frozen=True)
class Days:
    """The days for which a target is valid, both included; without a last day it is valid until replaced."""

    first: date
    last: date | None

    def shares_a_day_with(self, other: "Days") -> bool:
        """Whether one day lies in both."""
        begins_in_time = other.last is None or self.first <= other.last
        return begins_in_time and (self.last is None or other.first <= self.last)

    def holds_on(self, day: date) -> bool:
        """Whether the day is among them."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class TargetOn:
    """What one measure of an agreement is judged by on a day."""

    measure_code: str
    definition_version: int
    direction: Direction
    thresholds: Thresholds
    target_id: UUID | None = None
    """The dated target; none where the thresholds are those of the agreement's text."""
    set_by: str | None = None


@dataclass(frozen=True)
class Offered:
    """A target that somebody wants to set."""

    thresholds: Thresholds
    days: Days
    replaces: UUID | None
    reason: str | None


@dataclass(frozen=True)
class Believed:
    """A target on record that is believed."""

    target_id: UUID
    measure_code: str
    days: Days


class TargetObjection(StrEnum):
    """Why a target cannot be set although every field of it is as it should be."""

    OUT_OF_ORDER = "thresholds_out_of_order"
    OVERLAPS = "targets_overlap"


def field_faults(
    offered: Offered, *, agreement: Days, fits: Callable[[Decimal], bool], replaceable: Iterable[UUID]
) -> list[FieldError]:
    """What is wrong with single fields: out of the measure's range, outside the agreement, or replacing nothing."""
    named = vars(offered.thresholds).items()
    faults = [_fault(f"/{name}", "outside_the_range", _RANGE) for name, value in named if not fits(value)]
    first, last = offered.days.first, offered.days.last
    if not agreement.holds_on(first):
        faults.append(_fault("/valid_from", "outside_the_agreement", "The day lies outside the days of the agreement."))
    if last is not None and last < first:
        faults.append(_fault("/valid_to", "before_valid_from", "The last day lies before the first."))
    elif last is not None and not agreement.holds_on(last):
        faults.append(_fault("/valid_to", "outside_the_agreement", "The day lies outside the days of the agreement."))
    if offered.replaces is not None and offered.replaces not in replaceable:
        faults.append(_fault("/replaces", "nothing_to_replace", "No target of this measure that is believed has this id."))
    if offered.replaces is not None and offered.reason is None:
        faults.append(_fault("/reason", "missing", "Say why the target is replaced."))
    return faults


def objection_to_target(offered: Offered, *, in_order: bool, believed: Iterable[Believed]) -> TargetObjection | None:
    """What stands against the target: thresholds against the direction of the measure, or a day that another target has."""
    if not in_order:
        return TargetObjection.OUT_OF_ORDER
    others = (other for other in believed if other.target_id != offered.replaces)
    return TargetObjection.OVERLAPS if any(offered.days.shares_a_day_with(other.days) for other in others) else None


def held_on(day: date, dated: Sequence[TargetOn], days: Sequence[Days], agreed: Iterable[TargetOn]) -> dict[str, TargetOn]:
    """What each measure is judged by on a day: its dated target, else what the agreement's text says."""
    standing = {target.measure_code: target for target, valid in zip(dated, days, strict=True) if valid.holds_on(day)}
    return {target.measure_code: standing.get(target.measure_code, target) for target in agreed}


_RANGE = "No figure of this measure can be so high or so low: see its unit."


def _fault(pointer: str, code: str, message: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, message=message)
