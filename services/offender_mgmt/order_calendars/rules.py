"""Which entries of a calendar fall into a window, and which of them cannot both be kept. House rule: 0087."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from noms.contracts.offender_mgmt.order_calendars import ClashKind, EntryKind

CLAIMS = {
    "RES": frozenset({ClashKind.TWO_RESIDENCES}),
    "RESIDE_AT": frozenset({ClashKind.TWO_RESIDENCES}),
    "HDC_CURFEW": frozenset({ClashKind.TWO_RESIDENCES, ClashKind.TWO_CURFEWS}),
    "CURF": frozenset({ClashKind.TWO_CURFEWS}),
    "CURFEW": frozenset({ClashKind.TWO_CURFEWS}),
    "PROG": frozenset({ClashKind.TWO_PROGRAMMES}),
    "PROGRAMME": frozenset({ClashKind.TWO_PROGRAMMES}),
}
"""What a requirement or a condition takes up that can be had once. House rule: 0087."""

ASKED_OUTSIDE = frozenset({EntryKind.REQUIREMENT, EntryKind.SESSION, EntryKind.LICENCE_CONDITION})
"""What is asked of somebody in the community: it cannot be done in custody."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that lasts from a day to a day; without a last day it goes on."""

    name: str
    kind: EntryKind
    words: str
    starts_on: date
    ends_on: date | None
    detail_url: str
    code: str | None = None
    part_of: str | None = None

    @property
    def last_day(self) -> date:
        """Its last day, for comparison."""
        return self.ends_on or date.max


@dataclass(frozen=True, slots=True)
class Clash:
    """Two entries that cannot both be kept."""

    kind: ClashKind
    one: Entry
    other: Entry
    starts_on: date
    ends_on: date | None


def within(entries: Sequence[Entry], starts_on: date, ends_on: date | None) -> tuple[Entry, ...]:
    """The entries that touch the window, in the order of their days; what ends before it begins has never run."""
    found = [
        one
        for one in entries
        if one.starts_on <= (ends_on or date.max) and one.last_day >= starts_on and one.starts_on <= one.last_day
    ]
    return tuple(sorted(found, key=lambda one: (one.starts_on, one.last_day, one.kind, one.words, one.name)))


def clashes(entries: Sequence[Entry]) -> tuple[Clash, ...]:
    """Every pair that cannot both be kept, in the order of their first common days."""
    found = [clash for place, one in enumerate(entries) for other in entries[:place] for clash in _of_two(other, one)]
    return tuple(sorted(found, key=lambda clash: (clash.starts_on, clash.kind, clash.one.name, clash.other.name)))


def _of_two(one: Entry, other: Entry) -> Iterator[Clash]:
    starts_on, last_day = max(one.starts_on, other.starts_on), min(one.last_day, other.last_day)
    if starts_on > last_day:
        return
    for kind in _kinds(one, other):
        yield Clash(kind, one, other, starts_on, None if last_day == date.max else last_day)


def _kinds(one: Entry, other: Entry) -> Iterator[ClashKind]:
    """Within one order or one licence the court and the governor have seen to it; across two nobody has."""
    kinds = {one.kind, other.kind}
    if EntryKind.CUSTODY in kinds and kinds & ASKED_OUTSIDE:
        yield ClashKind.IN_CUSTODY
    if kinds == {EntryKind.SESSION} and one.part_of != other.part_of:
        yield ClashKind.TWO_SESSIONS_ON_ONE_DAY
    if kinds <= {EntryKind.REQUIREMENT, EntryKind.LICENCE_CONDITION} and one.part_of != other.part_of:
        yield from sorted(_claims(one) & _claims(other))


def _claims(entry: Entry) -> frozenset[ClashKind]:
    return CLAIMS.get(entry.code or "", frozenset())


def shortened(entry: Entry, ended_on: date | None) -> Entry:
    """The entry, ended on a day before its own last one where there is such a day."""
    return replace(entry, ends_on=ended_on) if ended_on is not None and ended_on < entry.last_day else entry
