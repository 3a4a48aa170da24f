"""Which targets may stand for a measure of an agreement, and which one holds on a day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from noms.contracts.commissioning.measures import Direction
from noms.contracts.problems import FieldError
from services.commissioning.prices.rules import contract_year
from services.commissioning.return_calendar.rules import is_closed


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
    set_by: str


@dataclass(frozen=True)
class Standing:
    """Where an agreement stands on the day on which a target is set for it."""

    agreement: Days
    office: str
    """The office of its commissioner, which alone sets targets."""
    signed_on: date | None
    """The day on which the second party signed; none while one has not."""
    as_at: date

    def is_closed(self, day: date) -> bool:
        """Whether figures of the contract year that holds a day can no longer be restated. House rule: 0137."""
        return is_closed(contract_year(self.agreement.first, day).ends_on, as_at=self.as_at)


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
    ALREADY_COMPUTED = "days_already_computed"


def field_faults(
    offered: Offered, *, standing: Standing, fits: Callable[[Decimal], bool], replaceable: Iterable[UUID]
) -> list[FieldError]:
    """What is wrong with single fields: out of the measure's range, on days that no target can have, or without a reason."""
    named = vars(offered.thresholds).items()
    faults = [_fault(f"/{name}", "outside_the_range", _RANGE) for name, value in named if not fits(value)]
    faults += [fault for fault in (_first_day(offered.days, standing), _last_day(offered.days, standing.agreement)) if fault]
    if offered.replaces is not None and offered.replaces not in replaceable:
        faults.append(_fault("/replaces", "nothing_to_replace", "No target of this measure that is believed has this id."))
    if offered.set_by != standing.office:
        faults.append(_fault("/set_by", "not_the_commissioner", "Only the office of the commissioner sets targets."))
    if offered.reason is None and (offered.replaces is not None or is_retroactive(offered.days.first, standing.as_at)):
        faults.append(_fault("/reason", "reason_missing", "Say why it is replaced, or why it is set for days that are over."))
    return faults


def _first_day(days: Days, standing: Standing) -> FieldError | None:
    if not standing.agreement.holds_on(days.first):
        return _fault("/valid_from", "outside_the_agreement", "The day lies outside the days of the agreement.")
    if standing.signed_on is None or days.first < standing.signed_on:
        return _fault("/valid_from", "before_it_was_signed", "No target is set for days before both had signed.")
    if standing.is_closed(days.first):
        return _fault("/valid_from", "closed_year", "The contract year has been over for 13 months: its figures stand.")
    return None


def _last_day(days: Days, agreement: Days) -> FieldError | None:
    if days.last is not None and days.last < days.first:
        return _fault("/valid_to", "before_valid_from", "The last day lies before the first.")
    if days.last is not None and not agreement.holds_on(days.last):
        return _fault("/valid_to", "outside_the_agreement", "The day lies outside the days of the agreement.")
    return None


def is_retroactive(valid_from: date, entered_on: date) -> bool:
    """Whether a target is set for days that were over when it was entered. House rule: 0130."""
    return valid_from < entered_on


def objection_to_target(
    offered: Offered, *, in_order: bool, believed: Sequence[Believed], computed: Iterable[Days]
) -> TargetObjection | None:
    """What stands against the target: thresholds against the direction of the measure, or a day that something else has.

    What a period was judged by when it was computed stays what judges it. House rule: 0130.
    """
    if not in_order:
        return TargetObjection.OUT_OF_ORDER
    others = (other for other in believed if other.target_id != offered.replaces)
    if any(offered.days.shares_a_day_with(other.days) for other in others):
        return TargetObjection.OVERLAPS
    replaced = (other.days for other in believed if other.target_id == offered.replaces)
    touched = [offered.days, *(Days(max(days.first, offered.days.first), days.last) for days in replaced)]
    judged = any(days.shares_a_day_with(period) for days in touched for period in computed)
    return TargetObjection.ALREADY_COMPUTED if judged else None


def held_on(day: date, dated: Sequence[TargetOn], days: Sequence[Days], agreed: Iterable[TargetOn]) -> dict[str, TargetOn]:
    """What each measure is judged by on a day: its dated target, else what the agreement's text says."""
    standing = {target.measure_code: target for target, valid in zip(dated, days, strict=True) if valid.holds_on(day)}
    return {target.measure_code: standing.get(target.measure_code, target) for target in agreed}


_RANGE = "No figure of this measure can be so high or so low: see its unit."


def _fault(pointer: str, code: str, message: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, message=message)
