"""Whether a line may follow the others in the ledger of movements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from noms.contracts.offender_mgmt.custody import MovementKind, ReleaseReason
from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.offender_mgmt.whereabouts import PlacingBody, Presence
from noms.reference.establishments import OpenState, establishment
from noms.reference.faults import UnknownCode
from services.offender_mgmt.movements.rules import (
    AWAY,
    BACK_FROM_LARGE,
    RETURNS,
    Movement,
    buys_young_places,
    presence,
    stays,
    whereabouts,
)

YOUNGEST_RECEIVED = 18  # House rule: 0067 (younger people are placed by the Youth Justice Board, also in these buildings)


@dataclass(frozen=True)
class Fault:
    """Why a line may not stand, and which part of it is at fault."""

    part: str
    code: str
    message: str


def line_faults(line: Movement, before: Sequence[Movement], *, born_on: date, as_at: date) -> Iterator[Fault]:
    """Why a line may not follow these; nothing when it may. Nobody leaves a prison that they are not in."""
    yield from _day_faults(line, before, born_on, as_at)
    if line.kind in {MovementKind.ADMISSION, MovementKind.TRANSFER}:
        yield from _age_faults(line, before, born_on)
        yield from _open_faults(line)
        yield from _placing_faults(line)
    yield from _origin_faults(line, before)


def _day_faults(line: Movement, before: Sequence[Movement], born_on: date, as_at: date) -> Iterator[Fault]:
    if line.on > as_at:
        yield Fault("on", "in_the_future", "A movement is recorded when it has happened.")
    if line.on < born_on:
        yield Fault("on", "before_birth", "The person was not born on that day.")
    if before and line.on < before[-1].on:
        yield Fault("on", "before_last_movement", "A later movement of the person is on record.")
    if before and before[-1].reason is ReleaseReason.DEATH:
        yield Fault("on", "after_death", "The person's death is on record.")


def _age_faults(line: Movement, before: Sequence[Movement], born_on: date) -> Iterator[Fault]:
    young = born_on <= line.on and age_on(line.on, born_on=born_on) < YOUNGEST_RECEIVED
    if young and stays([*before, line])[-1].placed_by is not PlacingBody.YOUTH_JUSTICE_BOARD:
        yield Fault("on", "too_young", f"People under {YOUNGEST_RECEIVED} are placed by the Youth Justice Board.")


def _open_faults(line: Movement) -> Iterator[Fault]:
    """A day inside the month or year in which a prison opened or closed has the benefit of the doubt, save the last of it.

    By its last day the prison had opened or closed, whichever day it was. House rule: 0063.
    """
    try:
        state = establishment(line.into or "").state_on(line.on)
    except UnknownCode:
        yield Fault("into", "unknown_establishment", "There is no such establishment.")
        return
    if state is OpenState.CLOSED:
        yield Fault("into", "establishment_closed", "It was not open on that day.")


def _placing_faults(line: Movement) -> Iterator[Fault]:
    """The Youth Justice Board buys places in named prisons; detainees may be held in any. House rule: 0067."""
    if line.placed_by is PlacingBody.YOUTH_JUSTICE_BOARD and not buys_young_places(line.into or "", line.on):
        yield Fault("placed_by", "no_places_bought", "The Youth Justice Board buys no places there on that day.")


def _origin_faults(line: Movement, before: Sequence[Movement]) -> Iterator[Fault]:
    held_in, now = whereabouts(before), presence(before)
    if line.kind is MovementKind.ADMISSION:
        if held_in is not None:
            yield Fault("reason", "already_in_custody", "The person is in custody: record a transfer.")
        if line.reason in BACK_FROM_LARGE and before and before[-1].reason is ReleaseReason.CONDITIONAL_RELEASE:
            yield Fault("reason", "not_at_large", "The person was released lawfully, and was not at large.")
    elif line.kind in RETURNS:
        if now is Presence.IN_ESTABLISHMENT or held_in is None or before[-1].reason is not line.reason:
            yield Fault("reason", "not_absent", "The person is not out of the establishment for that reason.")
        elif line.into != held_in:
            yield Fault("into", "not_in_that_establishment", "The person was not held in that establishment.")
    elif line.out_of != held_in or held_in is None:
        yield Fault("out_of", "not_in_that_establishment", "The person is not in that establishment.")
    elif line.out_of == line.into:
        yield Fault("into", "same_establishment", "A transfer goes somewhere else.")
    elif line.kind in AWAY and now is not Presence.IN_ESTABLISHMENT:
        yield Fault("reason", "absent_already", "The person is out of the establishment already.")
