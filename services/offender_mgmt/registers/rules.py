"""Who may be put on a register, by when it is reviewed, and what it says in the public protection record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from noms.contracts.offender_mgmt.public_protection import Mappa, PublicProtectionRecord, Register
from noms.contracts.offender_mgmt.registers import NewRegistration, ReviewDone, ReviewOutcome
from noms.contracts.problems import FieldError
from noms.reference.faults import UnknownCode
from noms.reference.offence_codes import offence_code
from noms.reference.register_types import RegisterType

MAPPA = "MAPP"

MAPPA_REVIEW_WEEKS = {1: 16, 2: 12, 3: 6}  # House rule: 0201 (the guidance of the time was not retrieved)


@dataclass(frozen=True)
class Standing:
    """A registration as it bears on another: its group, its days and what it says now."""

    registration_id: UUID
    type_code: str
    duplicate_group: str
    record_word: str | None
    starts_on: date
    removed_on: date | None
    level: int | None
    category: int | None

    def stands_on(self, day: date) -> bool:
        """Whether the person is on the register on a day; the day of removal is not one of them."""
        return self.starts_on <= day and (self.removed_on is None or day < self.removed_on)


def review_due(kind: RegisterType, level: int | None, since: date) -> date | None:
    """The last day for the next review, counted from entry or the review before; absent for a register without reviews."""
    weeks = MAPPA_REVIEW_WEEKS[level or 1] if kind.code == MAPPA else kind.review_weeks
    return since + timedelta(weeks=weeks) if weeks is not None else None


def registration_faults(
    new: NewRegistration, kind: RegisterType, on_record: Iterable[Standing], *, born_on: date, as_at: date
) -> list[FieldError]:
    """Why a person cannot be put on this register like this; nothing when they can."""
    return [
        *_kind_faults(new, kind),
        *_day_faults(new.starts_on, born_on, as_at),
        *grade_faults(kind, new.level, new.category),
        *_offence_faults(new, kind),
        *_duplicate_faults(new, kind, on_record),
        *review_day_faults(new.next_review_on, new.starts_on, review_due(kind, new.level, new.starts_on)),
    ]


def grade_faults(kind: RegisterType, level: int | None, category: int | None) -> Iterator[FieldError]:
    """What is wrong with a level or a category: each register records what its row of the catalogue says."""
    for name, given, allowed in (("level", level, kind.levels), ("category", category, kind.categories)):
        if given is None and allowed:
            yield FieldError(pointer=f"/{name}", code="missing", message=f"This register records a {name}.")
        elif given is not None and given not in allowed:
            yield FieldError(pointer=f"/{name}", code="not_of_this_register", message=f"This register has no such {name}.")


def review_day_faults(asked_for: date | None, since: date, latest: date | None) -> Iterator[FieldError]:
    """What is wrong with the day of the next review: it lies after the day it is counted from, and within the period."""
    if asked_for is None:
        return
    if latest is None:
        yield FieldError(pointer="/next_review_on", code="not_reviewed", message="This register is not reviewed.")
    elif not since < asked_for <= latest:
        message = f"The next review is held by {latest}."
        yield FieldError(pointer="/next_review_on", code="outside_the_period", message=message)


def day_faults(pointer: str, on: date, *, since: date, as_at: date) -> Iterator[FieldError]:
    """What is wrong with the day of a review or a removal: it lies after what it bears on, and not ahead."""
    if on < since:
        yield FieldError(pointer=pointer, code="before_what_stands", message=f"What it bears on dates from {since}.")
    if on > as_at:
        yield FieldError(pointer=pointer, code="in_the_future", message="It is recorded on its day or later.")


def review_faults(done: ReviewDone, stood: Standing, kind: RegisterType, *, since: date, as_at: date) -> list[FieldError]:
    """Why the review cannot be recorded like this; nothing when it can. What did not change is not said again."""
    level, category = grades_after(done, stood)
    again = (done.level, done.category) != (None, None) and done.outcome is not ReviewOutcome.CHANGED
    nothing_new = done.outcome is ReviewOutcome.CHANGED and (level, category) == (stood.level, stood.category)
    kept = FieldError(pointer="/outcome", code="nothing_changed", message="Level and category are what they were: it was kept.")
    said = FieldError(pointer="/outcome", code="says_a_change", message="A level or category is given where something changed.")
    return [
        *day_faults("/done_on", done.done_on, since=since + timedelta(days=1), as_at=as_at),
        *grade_faults(kind, level, category),
        *([kept] if nothing_new else [said] if again else []),
        *review_day_faults(done.next_review_on, done.done_on, review_due(kind, level, done.done_on)),
    ]


def grades_after(done: ReviewDone, stood: Standing) -> tuple[int | None, int | None]:
    """Level and category once the review is recorded: those that it gives, else those that stood."""
    return done.level or stood.level, done.category or stood.category


def record_after(
    stood: PublicProtectionRecord, *, standing: Iterable[Standing], ended: RegisterType | None
) -> PublicProtectionRecord:
    """The public protection record once registrations stand like this. House rule: 0205.

    What was recorded without a registration stays, unless the registration that just ended spoke for it.
    """
    in_force = [one for one in standing if one.removed_on is None]
    spoken = {one.record_word for one in in_force}
    kept = {word for word in stood.registers if ended is None or word != ended.record_word}
    mappa = None if ended and ended.code == MAPPA else stood.mappa
    for one in in_force:
        if one.type_code == MAPPA and one.level and one.category:
            mappa = Mappa(category=one.category, level=one.level)
    words = [word for word in Register if word in kept or word in spoken]
    return stood.model_copy(
        update={"mappa": mappa, "registers": words if set(words) != set(stood.registers) else stood.registers}
    )


def _kind_faults(new: NewRegistration, kind: RegisterType) -> Iterator[FieldError]:
    if kind.derived:
        message = "It follows from the risk of serious harm on record: record that instead."
        yield FieldError(pointer="/type_code", code="derived", message=message)
    if not kind.in_force_on(new.starts_on):
        yield FieldError(pointer="/type_code", code="not_in_force", message="There was no such register on that day.")


def _day_faults(starts_on: date, born_on: date, as_at: date) -> Iterator[FieldError]:
    if starts_on > as_at:
        yield FieldError(pointer="/starts_on", code="in_the_future", message="It is entered on its day or later.")
    if starts_on < born_on:
        yield FieldError(pointer="/starts_on", code="before_birth", message="The person was not born on that day.")


def _offence_faults(new: NewRegistration, kind: RegisterType) -> Iterator[FieldError]:
    if new.trigger_offence_code is None:
        if kind.trigger_offence:
            yield FieldError(pointer="/trigger_offence_code", code="missing", message="Name the offence that led to it.")
        return
    try:
        offence_code(new.trigger_offence_code)
    except UnknownCode:
        yield FieldError(pointer="/trigger_offence_code", code="unknown_offence", message="There is no such offence code.")


def _duplicate_faults(new: NewRegistration, kind: RegisterType, on_record: Iterable[Standing]) -> Iterator[FieldError]:
    """A person stands once in a group of registers at a time. House rule: 0204."""
    same = (one for one in on_record if one.duplicate_group == kind.duplicate_group)
    if any(one.removed_on is None or one.removed_on > new.starts_on for one in same):
        yield FieldError(pointer="/type_code", code="registered_already", message="The person stands on this register then.")
