"""Which receptions and releases may stand in the ledger, told by the fields of the request."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from noms.contracts.offender_mgmt.custody import Reception, Release
from noms.contracts.problems import FieldError
from services.offender_mgmt.movement_checks.rules import Fault, line_faults
from services.offender_mgmt.movements.rules import TRANSFERS, Movement

_OF_RECEPTION = {
    "on": "/received_on",
    "into": "/establishment_code",
    "out_of": "/from_establishment_code",
    "reason": "/reason_code",
    "placed_by": "/placed_by",
}
_OF_RELEASE = {"on": "/released_on", "out_of": "/establishment_code"}


def received(reception: Reception) -> Movement:
    """The line of the ledger that a reception makes."""
    left = reception.from_establishment_code if reception.reason_code in TRANSFERS else None
    return Movement(reception.received_on, reception.reason_code, left, reception.establishment_code, reception.placed_by)


def released(leaving: Release) -> Movement:
    """The line of the ledger that a release makes."""
    return Movement(leaving.released_on, leaving.reason_code, leaving.establishment_code, None)


def reception_faults(reception: Reception, ledger: Sequence[Movement], *, born_on: date, as_at: date) -> list[FieldError]:
    """Why a reception may not be added to the ledger; nothing when it may."""
    faults = list(line_faults(received(reception), ledger, born_on=born_on, as_at=as_at))
    transfer = reception.reason_code in TRANSFERS
    if transfer and reception.from_establishment_code is None:
        faults = [fault for fault in faults if fault.part != "out_of"]
        faults.append(Fault("out_of", "missing", "A transfer names the establishment left."))
    if not transfer and reception.from_establishment_code is not None:
        faults.append(Fault("out_of", "not_a_transfer", "Only a transfer leaves an establishment."))
    told = pointed(faults, _OF_RECEPTION)
    if not transfer and reception.transfer_reason_code is not None:
        message = "Only a transfer has a reason of this kind."
        told.append(FieldError(pointer="/transfer_reason_code", code="not_a_transfer", message=message))
    return told


def release_faults(release: Release, ledger: Sequence[Movement], *, as_at: date) -> list[FieldError]:
    """Why a release may not be added to the ledger: among others, nobody leaves a prison that they are not in."""
    return pointed(line_faults(released(release), ledger, born_on=release.released_on, as_at=as_at), _OF_RELEASE)


def pointed(faults: Iterable[Fault], fields: Mapping[str, str]) -> list[FieldError]:
    """The faults of a line, each at the field of the request that it came from."""
    return [FieldError(pointer=fields[fault.part], code=fault.code, message=fault.message) for fault in faults]
