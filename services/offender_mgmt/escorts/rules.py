"""Which escorts can be booked, how they go on, and which were on time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from noms.contracts.offender_mgmt.escorts import EscortDirection, EscortState, EscortToBook
from noms.contracts.problems import FieldError
from noms.reference.establishments import OpenState, establishment
from noms.reference.faults import UnknownCode
from noms.reference.probation_areas import probation_areas_with_code

GRACE = timedelta(minutes=0)  # House rule: 0092 (an escort is on time when it arrives by the time that it was booked for)
LONGEST = timedelta(hours=24)  # House rule: 0092 (a mistyped day must be seen)
MISTYPED = timedelta(hours=48)  # House rule: 0230
_MINUTE = timedelta(minutes=1)
_TENTH = Decimal("0.1")  # House rule: 0092 (a share of escorts on time has one decimal, half away from zero)

MOVES: Mapping[EscortState, frozenset[EscortState]] = {
    EscortState.BOOKED: frozenset({EscortState.DEPARTED, EscortState.CANCELLED}),
    EscortState.DEPARTED: frozenset({EscortState.ARRIVED}),
    EscortState.ARRIVED: frozenset(),
    EscortState.CANCELLED: frozenset(),
}


@dataclass(frozen=True)
class Course:
    """How an escort has gone so far."""

    due_at: datetime
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def state(self) -> EscortState:
        """How far it has come."""
        if self.cancelled_at:
            return EscortState.CANCELLED
        if self.arrived_at:
            return EscortState.ARRIVED
        return EscortState.DEPARTED if self.departed_at else EscortState.BOOKED

    @property
    def on_time(self) -> bool | None:
        """Whether it arrived on time; None until it has arrived."""
        return None if self.arrived_at is None else self.arrived_at <= self.due_at + GRACE

    @property
    def minutes_late(self) -> int | None:
        """Whole minutes after the time that it was due."""
        return None if self.arrived_at is None else max(0, (self.arrived_at - self.due_at) // _MINUTE)


def booking_faults(new: EscortToBook, *, held_in: str | None, on: date) -> list[FieldError]:
    """Why an escort cannot be booked like this: nobody is taken to court out of a prison that they are not in."""
    faults = []
    if not new.collect_at < new.due_at <= new.collect_at + LONGEST:
        message = "An escort is due after it is collected, and within a day."
        faults.append(FieldError(pointer="/due_at", code="not_after_collection", message=message))
    if not _open_on(new.establishment_code, on):
        message = "No such prison is open on that day."
        faults.append(FieldError(pointer="/establishment_code", code="no_such_establishment", message=message))
    elif new.direction is EscortDirection.TO_COURT and new.establishment_code != held_in:
        message = "The person is not in that establishment."
        faults.append(FieldError(pointer="/establishment_code", code="not_in_that_establishment", message=message))
    if not _answers_on(new.provider, on):
        message = "There is no such trust or board on that day."
        faults.append(FieldError(pointer="/provider", code="unknown_provider", message=message))
    return faults


def _open_on(code: str, on: date) -> bool:
    try:
        return establishment(code).state_on(on) is not OpenState.CLOSED
    except UnknownCode:
        return False


def _answers_on(provider: str, on: date) -> bool:
    try:
        return any(area.in_force_on(on) for area in probation_areas_with_code(provider))
    except UnknownCode:
        return False


def move_faults(course: Course, to: EscortState, at: datetime, pointer: str, *, now: datetime) -> list[FieldError]:
    """Why an escort cannot go on like this: out of turn, before what came before, or in the future."""
    if to not in MOVES[course.state]:
        message = f"The escort is {course.state}: it cannot have {to}." if to is not EscortState.CANCELLED else _TOO_LATE
        return [FieldError(pointer=pointer, code="out_of_turn", message=message)]
    if at > now:
        return [FieldError(pointer=pointer, code="in_the_future", message="It is recorded when it has happened.")]
    if to is EscortState.ARRIVED and course.departed_at is not None and at <= course.departed_at:
        return [FieldError(pointer=pointer, code="before_departure", message="It arrived after it had departed.")]
    if to is not EscortState.CANCELLED and abs(at - (course.departed_at or course.due_at)) > MISTYPED:
        return [FieldError(pointer=pointer, code="days_apart", message="No escort takes days: is it the right day?")]
    return []


_TOO_LATE = "Only an escort that has not departed can be cancelled."


def share_on_time(courses: Sequence[Course]) -> float | None:
    """Of the escorts that arrived, how many in a hundred were on time; None when none has."""
    judged = [course.on_time for course in courses if course.on_time is not None]
    if not judged:
        return None
    hundred = 100  # Source: arithmetic
    return float((Decimal(sum(judged) * hundred) / len(judged)).quantize(_TENTH, ROUND_HALF_UP))
