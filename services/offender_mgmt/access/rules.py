"""Whether a record can be closed so, and who may open it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LAST_DAY = date(2099, 12, 31)  # House rule: 0210
LIFTING_LAPSES_AFTER_DAYS = 14  # House rule: 0073


class Objection(StrEnum):
    """Why a closure cannot be set."""

    BEGINS_IN_THE_PAST = "begins_in_the_past"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    BEGINS_TOO_LATE = "begins_too_late"
    ENDS_TOO_LATE = "ends_too_late"
    NOBODY_NAMED_ACTS = "nobody_named_acts"
    BARS_WHO_SETS_IT = "bars_who_sets_it"


class LiftingObjection(StrEnum):
    """Why a closure cannot be lifted, or its lifting not be confirmed."""

    LIFTED_ALREADY = "lifted_already"
    ENDED_ALREADY = "ended_already"
    ASKED_FOR_ALREADY = "asked_for_already"
    LAPSED = "lapsed"
    SAME_PERSON = "same_person"


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which a record is closed; without a last one, until it is lifted."""

    from_on: date
    until_on: date | None

    def objection(self, *, as_at: date) -> Objection | None:
        """What stands against closing a record on these days: nobody can be kept from what they have seen."""
        if self.from_on < as_at:
            return Objection.BEGINS_IN_THE_PAST
        if self.until_on is not None and self.until_on < self.from_on:
            return Objection.ENDS_BEFORE_IT_BEGINS
        if self.from_on > LAST_DAY:
            return Objection.BEGINS_TOO_LATE
        return Objection.ENDS_TOO_LATE if self.until_on is not None and self.until_on > LAST_DAY else None


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody asked for a closure to be lifted."""

    by: str
    lapses_on: date


def in_force(days: Days, *, lifted_at: datetime | None, as_at: date) -> bool:
    """Whether a closure closes the record on the day."""
    return lifted_at is None and days.from_on <= as_at and (days.until_on is None or as_at <= days.until_on)


def lapses_on(asked_on: date) -> date:
    """The last day on which a lifting that was asked for can be confirmed."""
    return asked_on + timedelta(days=LIFTING_LAPSES_AFTER_DAYS)


def objection_to_asking(
    days: Days, *, lifted_at: datetime | None, before: Iterable[Asked], as_at: date
) -> LiftingObjection | None:
    """What stands against asking for a closure to be lifted: it has ended, or a lifting asked for before can be confirmed."""
    if lifted_at is not None:
        return LiftingObjection.LIFTED_ALREADY
    if days.until_on is not None and days.until_on < as_at:
        return LiftingObjection.ENDED_ALREADY
    return LiftingObjection.ASKED_FOR_ALREADY if any(asked.lapses_on >= as_at for asked in before) else None


def objection_to_confirming(
    asked: Asked, days: Days, *, lifted_at: datetime | None, by: str, as_at: date
) -> LiftingObjection | None:
    """What stands against a lifting: whoever asked for it never confirms it, however they sign in."""
    if by == asked.by:
        return LiftingObjection.SAME_PERSON
    if asked.lapses_on < as_at:
        return LiftingObjection.LAPSED
    return objection_to_asking(days, lifted_at=lifted_at, before=(), as_at=as_at)
