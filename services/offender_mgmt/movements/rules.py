"""What the lines of the ledger of movements say, and where they leave the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar
from uuid import UUID

from noms.contracts.offender_mgmt.custody import MovementKind, ReceptionReason, ReleaseReason
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason, LedgerReason, PlacingBody, Presence
from noms.reference.further_responsibilities import FurtherService, load_further_responsibilities
from noms.reference.movement_reasons import MovementEffect, MovementType, load_movement_reasons

Reason = ReceptionReason | ReleaseReason | AbsenceReason | LedgerReason

TRANSFERS = frozenset(
    ReceptionReason(each.code)
    for each in load_movement_reasons()
    if (each.type, each.effect) == (MovementType.ADMISSION, MovementEffect.TRANSFER)
)
"""The receptions that come out of another establishment. Every other one comes from outside."""

AT_LARGE = frozenset(ReleaseReason(each.code) for each in load_movement_reasons() if each.effect is MovementEffect.AT_LARGE)
"""Leaving that nobody allowed: the person is unlawfully at large until received again."""

BACK_FROM_LARGE = frozenset(
    {
        ReceptionReason.RECAPTURE,
        ReceptionReason.LATE_RETURN_VOLUNTARY,
        ReceptionReason.LATE_RETURN_INVOLUNTARY,
        ReceptionReason.HOME_LEAVE_FAILURE,
    }
)
"""Receptions of people who were to be in prison all the while."""

AWAY = frozenset({MovementKind.COURT_OUT, MovementKind.TEMPORARY_RELEASE})
RETURNS = frozenset({MovementKind.COURT_RETURN, MovementKind.TEMPORARY_RETURN})
"""Going out and coming back while a stay goes on."""


@dataclass(frozen=True)
class Movement:
    """One line of the ledger."""

    on: date
    reason: Reason
    out_of: str | None
    into: str | None
    placed_by: PlacingBody | None = None

    @property
    def kind(self) -> MovementKind:
        """What the movement does to where a person is."""
        if isinstance(self.reason, AbsenceReason):
            court = self.reason is AbsenceReason.COURT
            if self.into is None:
                return MovementKind.COURT_OUT if court else MovementKind.TEMPORARY_RELEASE
            return MovementKind.COURT_RETURN if court else MovementKind.TEMPORARY_RETURN
        if self.into is None:
            return MovementKind.WITHDRAWAL if self.reason is LedgerReason.WITHDRAWN else MovementKind.RELEASE
        if isinstance(self.reason, ReceptionReason):
            return MovementKind.TRANSFER if self.reason in TRANSFERS else MovementKind.ADMISSION
        return MovementKind.ADMISSION if self.out_of is None else MovementKind.TRANSFER


@dataclass(frozen=True)
class Stay:
    """Time on the roll of one establishment; `left_on` is absent while it lasts."""

    establishment_code: str
    received_on: date
    left_on: date | None
    placed_by: PlacingBody = PlacingBody.NOMS


def reason_of(kind: str, code: str) -> Reason:
    """The reason that a line on record bears: a few codes mean something else in another kind of movement."""
    if code in set(LedgerReason):
        return LedgerReason(code)
    if MovementKind(kind) in AWAY | RETURNS:
        return AbsenceReason(code)
    return ReleaseReason(code) if kind == MovementKind.RELEASE else ReceptionReason(code)


def stays(ledger: Sequence[Movement]) -> tuple[Stay, ...]:
    """The stays that a ledger, in its order, adds up to: absences end none.

    A transfer keeps who bought the place, where that body buys places in the prison at all; else NOMS does. House rule: 0067.
    """
    on_roll = [line for line in ledger if line.kind not in AWAY | RETURNS]
    found: list[Stay] = []
    placed_by = PlacingBody.NOMS
    for line, after in pairwise([*on_roll, None]):
        if line is not None and line.into is not None:
            kept = placed_by if line.kind is MovementKind.TRANSFER and _buys(placed_by, line.into, line.on) else PlacingBody.NOMS
            placed_by = line.placed_by or kept
            found.append(Stay(line.into, line.on, after.on if after else None, placed_by))
    return tuple(found)


def buys_young_places(place: str, on: date) -> bool:
    """Whether the Youth Justice Board buys places in the prison on the day. House rule: 0067."""
    rows = (row for row in load_further_responsibilities() if row.service is FurtherService.JUVENILE_PLACES)
    return any(row.covers(place) and row.in_force_on(on) for row in rows)


def _buys(body: PlacingBody, place: str, on: date) -> bool:
    return body is not PlacingBody.YOUTH_JUSTICE_BOARD or buys_young_places(place, on)


def whereabouts(ledger: Sequence[Movement]) -> str | None:
    """The establishment on whose roll a person is after the last movement; absent when they are not in custody."""
    if not ledger:
        return None
    return ledger[-1].out_of if ledger[-1].kind in AWAY else ledger[-1].into


def presence(ledger: Sequence[Movement]) -> Presence:
    """Where the last movement left the person: inside, away for a while, at large, or free."""
    if not ledger:
        return Presence.NOT_RECEIVED
    reason = ledger[-1].reason
    if ledger[-1].into is not None:
        return Presence.IN_ESTABLISHMENT
    if reason in AT_LARGE:
        return Presence.UNLAWFULLY_AT_LARGE
    return _PRESENCE.get(reason, Presence.ON_TEMPORARY_RELEASE if isinstance(reason, AbsenceReason) else Presence.RELEASED)


_PRESENCE: dict[Reason, Presence] = {
    ReleaseReason.PSYCHIATRIC_HOSPITAL: Presence.IN_HOSPITAL,
    ReleaseReason.DEATH: Presence.DIED,
    AbsenceReason.COURT: Presence.AT_COURT,
    AbsenceReason.OUTSIDE_HOSPITAL: Presence.IN_HOSPITAL,
}


class OnRecord(Protocol):
    """A line as it stands on record, with the line that it was put in place of."""

    @property
    def movement_id(self) -> UUID: ...
    @property
    def supersedes_movement_id(self) -> UUID | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def place(self) -> int: ...
    @property
    def moved_on(self) -> date: ...


L = TypeVar("L", bound=OnRecord)


def in_force(lines: Sequence[L]) -> list[L]:
    """The lines that no other has taken the place of, in the order in which they happened.

    Of two on one day the one that stood earlier comes first; a correction stands where the line stood that it corrects.
    """
    by_id = {line.movement_id: line for line in lines}

    def place(line: L) -> int:
        while line.supersedes_movement_id in by_id:
            line = by_id[line.supersedes_movement_id]
        return line.place

    superseded = {line.supersedes_movement_id for line in lines}
    standing = [line for line in lines if line.movement_id not in superseded and line.kind != MovementKind.WITHDRAWAL]
    return sorted(standing, key=lambda line: (line.moved_on, place(line)))
