"""How a life is cut into stretches of one answer, and on which of them nobody is named."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from noms.reference.further_responsibilities import FurtherResponsibility, FurtherService
from noms.reference.reading import Dated

Value = TypeVar("Value")

ONE_DAY = timedelta(days=1)

NOMS_LIFE = (date(2004, 6, 1), date(2017, 3, 31))
"""Source: founding paper 001 (begins); replaced on 1 April 2017, general knowledge."""

AREA_LIFE = (date(2001, 4, 1), date(2014, 10, 31))
"""Source: probation_areas.csv: the first board begins, the last trust is dissolved."""

# What has to be bought wherever it is needed, so that a day without a buyer is a gap. Places for children were given back when
# the Board needed fewer. House rule: 0116.
ALWAYS_BOUGHT = frozenset({FurtherService.ELECTRONIC_MONITORING, FurtherService.DETAINEE_PLACES})


@dataclass(frozen=True)
class Stretch(Generic[Value]):
    """Days, from the first to the last, on which one answer holds."""

    first: date
    last: date
    value: Value


def changes_of(rows: Iterable[Dated]) -> Iterator[date]:
    """The days on which something begins to be true, or no longer is."""
    for row in rows:
        yield row.valid_from
        if row.valid_to is not None and row.valid_to < date.max:
            yield row.valid_to + ONE_DAY


def stretches(
    value_on: Callable[[date], Value], changes: Iterable[date], life: tuple[date, date], key: Callable[[Value], Hashable]
) -> tuple[Stretch[Value], ...]:
    """A life cut where the answer changes, with no day left out and none in two stretches.

    `changes` must hold every day on which the answer may change; neighbours with the same key are joined.
    """
    first, last = life
    starts = sorted({first, *(day for day in changes if first < day <= last)})
    found: list[Stretch[Value]] = []
    for start, following in zip(starts, [*starts[1:], last + ONE_DAY], strict=True):
        value = value_on(start)
        begins = found.pop() if found and key(found[-1].value) == key(value) else Stretch(start, start, value)
        found.append(Stretch(begins.first, following - ONE_DAY, begins.value))
    return tuple(found)


def unbought(rows: Sequence[FurtherResponsibility], place: str, life: tuple[date, date]) -> Iterator[tuple[date, date]]:
    """The stretches of a place's life on which no row names a buyer."""
    own = [row for row in rows if row.covers(place)]
    for stretch in stretches(lambda day: any(row.in_force_on(day) for row in own), changes_of(own), life, key=bool):
        if not stretch.value:
            yield stretch.first, stretch.last


def gap_sentence(service: str, first: date, last: date) -> str:
    """A stretch without a buyer in words."""
    return f"No source names who bought {service.replace('_', ' ')} from {first} to {last}."


def conflict_sentence(service_class: str, commissioner: str, line_management: str, first: date, last: date) -> str:
    """A standing conflict of interest in words."""
    kind = service_class.replace("_", " ")
    return f"{commissioner} both purchased from a {kind} and managed its line ({line_management}) from {first} to {last}."
