"""Whether an adjustment can be true beside the sentences and the other adjustments on record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from noms.contracts.offender_mgmt.key_dates import MOST_ADJUSTMENTS, AdjustmentKind
from noms.contracts.offender_mgmt.sentence_adjustments import AdjustmentToRecord
from noms.contracts.problems import FieldError

BEFORE_SENTENCE = frozenset({AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL})
NEEDS_ITS_DAYS = frozenset({AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL, AdjustmentKind.UNLAWFULLY_AT_LARGE})


@dataclass(frozen=True, slots=True)
class Standing:
    """An adjustment on record that counts."""

    kind: AdjustmentKind
    days: int
    applies_from: date
    from_day: date | None = None
    to_day: date | None = None


def adjustment_faults(
    told: AdjustmentToRecord, *, standing: Sequence[Standing], sentenced_on: Sequence[date], born_on: date, as_at: date
) -> tuple[FieldError, ...]:
    """Everything that keeps the adjustment from being true, each with its field; none when it holds together."""
    return (
        *_faults_of_first_day(told, sentenced_on, as_at),
        *_faults_of_days(told, min([*sentenced_on, told.applies_from]), born_on, as_at),
        *_faults_of_overlap(told, standing),
        *_faults_of_restoration(told, standing),
    )


def _faults_of_first_day(told: AdjustmentToRecord, sentenced_on: Sequence[date], as_at: date) -> Iterator[FieldError]:
    if told.applies_from > as_at:
        yield _fault("/applies_from", "in_the_future", "An adjustment is recorded once its day has come.")
    if not sentenced_on:
        yield _fault("/applies_from", "no_sentence", "The person has no custodial sentence on record.")
    elif told.applies_from < min(sentenced_on):
        yield _fault("/applies_from", "before_the_sentence", f"The first sentence was passed on {min(sentenced_on)}.")


def _faults_of_days(told: AdjustmentToRecord, sentenced_on: date, born_on: date, as_at: date) -> Iterator[FieldError]:
    first, last = told.from_day, told.to_day
    if first is None or last is None:
        if first or last or told.kind in NEEDS_ITS_DAYS:
            missing = "/from_day" if first is None else "/to_day"
            yield _fault(missing, "missing", "Remand, tagged bail and absence say their first and their last day.")
        return
    if last < first:
        yield _fault("/to_day", "out_of_order", "The last day is not before the first.")
    elif told.kind is not AdjustmentKind.TAGGED_BAIL and (last - first).days + 1 != told.days:
        yield _fault("/days", "not_the_days_between", "The days are not those from the first to the last, both included.")
    elif told.kind is AdjustmentKind.TAGGED_BAIL and told.days > half_rounded_up((last - first).days + 1):
        yield _fault("/days", "more_than_half", "Tagged bail counts for half of its days, rounded up.")
    if first < born_on:
        yield _fault("/from_day", "before_birth", "The person was not born on that day.")
    if last > as_at:
        yield _fault("/to_day", "in_the_future", "Days count once they have gone by.")
    if told.kind in BEFORE_SENTENCE and last >= told.applies_from:
        yield _fault("/to_day", "after_the_sentence", "Remand and bail end before the day of sentence, which is served itself.")
    if told.kind is AdjustmentKind.UNLAWFULLY_AT_LARGE and first < sentenced_on:
        yield _fault("/from_day", "before_the_sentence", f"The first sentence was passed on {sentenced_on}.")


def half_rounded_up(days: int) -> int:
    """What so many days on tagged bail count for. Source: Criminal Justice Act 2003 s.240A(3), from 3 November 2008."""
    return -(-days // 2)


def _faults_of_overlap(told: AdjustmentToRecord, standing: Sequence[Standing]) -> Iterator[FieldError]:
    """A day counts once: on remand, on tagged bail or at large. Source: Criminal Justice Act 2003 s.240(4) for remand."""
    if len(standing) >= MOST_ADJUSTMENTS:
        yield _fault("/kind", "too_many", f"No more than {MOST_ADJUSTMENTS} adjustments count at a time.")
    if told.from_day is None or told.to_day is None:
        return
    for one in standing:
        if one.from_day and one.to_day and one.from_day <= told.to_day and told.from_day <= one.to_day:
            yield _fault("/from_day", "counted_already", "Some of these days are counted by another adjustment on record.")
            return


def _faults_of_restoration(told: AdjustmentToRecord, standing: Sequence[Standing]) -> Iterator[FieldError]:
    if told.kind is not AdjustmentKind.RESTORATION_OF_ADDITIONAL_DAYS_AWARDED:
        return
    if restores_too_much([*standing, Standing(told.kind, told.days, told.applies_from)]):
        yield _fault("/days", "more_than_awarded", "No more days are restored than were awarded and not restored by then.")


def restores_too_much(standing: Iterable[Standing]) -> bool:
    """Whether on some day more additional days have been restored than were awarded by then."""
    left = 0
    for one in sorted(standing, key=lambda one: (one.applies_from, one.kind)):
        if one.kind is AdjustmentKind.ADDITIONAL_DAYS_AWARDED:
            left += one.days
        elif one.kind is AdjustmentKind.RESTORATION_OF_ADDITIONAL_DAYS_AWARDED:
            left -= one.days
        if left < 0:
            return True
    return False


def _fault(pointer: str, code: str, message: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, message=message)
