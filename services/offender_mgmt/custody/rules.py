"""Which movements may stand in the ledger, and where they leave the person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from noms.contracts.offender_mgmt.custody import MovementKind, Reception, ReceptionReason, Release, ReleaseReason
from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.problems import FieldError
from noms.reference.establishments import OpenState, establishment
from noms.reference.faults import UnknownCode

YOUNGEST_RECEIVED = 18  # House rule: 0067 (younger people are placed by the Youth Justice Board, also in these buildings)

TRANSFERS = frozenset({ReceptionReason.TRANSFER_IN, ReceptionReason.TRANSFER_VIA_COURT})
"""The receptions that come out of another establishment. Every other one comes from outside."""


@dataclass(frozen=True)
class Movement:
    """One line of the ledger."""

    on: date
    reason: ReceptionReason | ReleaseReason
    out_of: str | None
    into: str | None


@dataclass(frozen=True)
class Stay:
    """Time spent in one establishment; `left_on` is absent while the person is there."""

    establishment_code: str
    received_on: date
    left_on: date | None


def kind_of(reason: ReceptionReason | ReleaseReason) -> MovementKind:
    """Whether a movement with this reason is an admission, a transfer or a release."""
    if isinstance(reason, ReleaseReason):
        return MovementKind.RELEASE
    return MovementKind.TRANSFER if reason in TRANSFERS else MovementKind.ADMISSION


def stays(ledger: Sequence[Movement]) -> tuple[Stay, ...]:
    """The stays that a ledger, in its order, adds up to."""
    ends = (movement.on for movement in ledger[1:])
    return tuple(
        Stay(movement.into, movement.on, left_on) for movement, left_on in zip_longest(ledger, ends) if movement.into is not None
    )


def whereabouts(ledger: Sequence[Movement]) -> str | None:
    """The establishment that a person is in after the last movement; absent when they are not in custody."""
    return ledger[-1].into if ledger else None


def reception_faults(reception: Reception, ledger: Sequence[Movement], *, born_on: date, as_at: date) -> list[FieldError]:
    """Why a reception may not be added to the ledger; nothing when it may."""
    return [
        *_day_faults("/received_on", reception.received_on, ledger, born_on, as_at),
        *_age_faults(reception.received_on, born_on),
        *_open_faults(reception),
        *_origin_faults(reception, whereabouts(ledger)),
    ]


def release_faults(release: Release, ledger: Sequence[Movement], *, as_at: date) -> list[FieldError]:
    """Why a release may not be added to the ledger: among others, nobody leaves a prison that they are not in."""
    faults = list(_day_faults("/released_on", release.released_on, ledger, release.released_on, as_at))
    if release.establishment_code != whereabouts(ledger):
        faults.append(_not_there("/establishment_code"))
    return faults


def _day_faults(pointer: str, on: date, ledger: Sequence[Movement], born_on: date, as_at: date) -> Iterator[FieldError]:
    if on > as_at:
        yield FieldError(pointer=pointer, code="in_the_future", message="A movement is recorded when it has happened.")
    if on < born_on:
        yield FieldError(pointer=pointer, code="before_birth", message="The person was not born on that day.")
    if ledger and on < ledger[-1].on:
        yield FieldError(pointer=pointer, code="before_last_movement", message="A later movement of the person is on record.")
    if ledger and ledger[-1].reason is ReleaseReason.DEATH:
        yield FieldError(pointer=pointer, code="after_death", message="The person's death is on record.")


def _age_faults(received_on: date, born_on: date) -> Iterator[FieldError]:
    if born_on <= received_on and age_on(received_on, born_on=born_on) < YOUNGEST_RECEIVED:
        message = f"People under {YOUNGEST_RECEIVED} are placed by the Youth Justice Board."
        yield FieldError(pointer="/received_on", code="too_young", message=message)


def _open_faults(reception: Reception) -> Iterator[FieldError]:
    """A day inside the month or year in which a prison opened or closed has the benefit of the doubt, save the last of it.

    By its last day the prison had opened or closed, whichever day it was. House rule: 0063.
    """
    try:
        state = establishment(reception.establishment_code).state_on(reception.received_on)
    except UnknownCode:
        yield FieldError(pointer="/establishment_code", code="unknown_establishment", message="There is no such establishment.")
        return
    if state is OpenState.CLOSED:
        yield FieldError(pointer="/establishment_code", code="establishment_closed", message="It was not open on that day.")


def _origin_faults(reception: Reception, now_in: str | None) -> Iterator[FieldError]:
    left = reception.from_establishment_code
    if reception.reason_code in TRANSFERS:
        if left is None:
            yield FieldError(
                pointer="/from_establishment_code", code="missing", message="A transfer names the establishment left."
            )
        elif left != now_in:
            yield _not_there("/from_establishment_code")
        elif left == reception.establishment_code:
            yield FieldError(pointer="/establishment_code", code="same_establishment", message="A transfer goes somewhere else.")
        return
    if left is not None:
        yield FieldError(
            pointer="/from_establishment_code", code="not_a_transfer", message="Only a transfer leaves an establishment."
        )
    if now_in is not None:
        yield FieldError(
            pointer="/reason_code", code="already_in_custody", message="The person is in custody: record a transfer."
        )


def _not_there(pointer: str) -> FieldError:
    return FieldError(pointer=pointer, code="not_in_that_establishment", message="The person is not in that establishment.")
