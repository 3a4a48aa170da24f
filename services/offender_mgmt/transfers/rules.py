"""Which transfers may be asked for, by when they are answered, and which moves a request can still make."""

from collections.abc import Iterator
from datetime import date

from noms.calendar import working_days_after
from noms.contracts.offender_mgmt.transfers import TransferAcceptance, TransferKind, TransferState, TransferToRequest
from noms.contracts.problems import FieldError
from noms.reference.establishments import OpenState, establishment
from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.probation_areas import probation_area_on

ANSWERED_WITHIN_WORKING_DAYS = 5  # House rule: 0095

MOVES = {
    TransferState.REQUESTED: frozenset({TransferState.ACCEPTED, TransferState.REJECTED, TransferState.WITHDRAWN}),
    TransferState.ACCEPTED: frozenset[TransferState](),
    TransferState.REJECTED: frozenset[TransferState](),
    TransferState.WITHDRAWN: frozenset[TransferState](),
}
"""What may become of a transfer. What has been decided stays so; who wants otherwise asks again."""


def respond_by(requested_on: date) -> date:
    """The last day on which a request is answered in time."""
    return working_days_after(requested_on, ANSWERED_WITHIN_WORKING_DAYS)


def transfer_faults(new: TransferToRequest, *, sender: str | None) -> list[FieldError]:
    """Why a transfer may not be asked for; nothing when it may."""
    faults = list(_area_faults(new) if new.kind is TransferKind.AREA else _prison_faults(new))
    if sender is None:
        faults.append(FieldError(pointer="/kind", code="not_in_custody", message="The person is not in a prison."))
    if sender == new.receiver:
        faults.append(FieldError(pointer="/receiver", code="has_the_case", message="It has the case already."))
    return faults


def acceptance_faults(taken: TransferAcceptance, *, kind: TransferKind, tier: int | None, wanted_from: date) -> list[FieldError]:
    """Why the receiver may not take the case like this; nothing when it may. A prison takes it when the person has arrived."""
    faults: list[FieldError] = []
    if kind is TransferKind.AREA and taken.starts_on < wanted_from:
        message = f"The sender gives the case away from {wanted_from} on, and is responsible until then."
        faults.append(FieldError(pointer="/starts_on", code="before_wanted_from", message=message))
    if kind is TransferKind.AREA and tier is None:
        message = "The case has no tier yet: the receiver sets it."
        faults.append(FieldError(pointer="/tier", code="missing", message=message))
    return faults


def _area_faults(new: TransferToRequest) -> Iterator[FieldError]:
    try:
        probation_area_on(new.receiver, new.wanted_from)
    except UnknownCode:
        yield FieldError(pointer="/receiver", code="unknown_provider", message="There is no such trust or board.")
    except NotInForce:
        yield FieldError(pointer="/receiver", code="provider_not_in_force", message="It did not exist on that day.")


def _prison_faults(new: TransferToRequest) -> Iterator[FieldError]:
    try:
        state = establishment(new.receiver).state_on(new.wanted_from)
    except UnknownCode:
        yield FieldError(pointer="/receiver", code="unknown_establishment", message="There is no such establishment.")
        return
    if state is OpenState.CLOSED:
        yield FieldError(pointer="/receiver", code="establishment_closed", message="It was not open on that day.")
