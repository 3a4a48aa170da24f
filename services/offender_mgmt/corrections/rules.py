"""Whether a ledger still tells one life when one of its lines is said to have been otherwise."""

from collections.abc import Iterator, Sequence
from datetime import date

from noms.contracts.offender_mgmt.corrections import MovementAsItWas, MovementCorrection
from noms.contracts.offender_mgmt.custody import MovementKind, ReceptionReason, ReleaseReason
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason, LedgerReason, TransferReason
from noms.contracts.problems import FieldError
from services.offender_mgmt.custody.rules import pointed
from services.offender_mgmt.movement_checks.rules import Fault, line_faults
from services.offender_mgmt.movements.rules import TRANSFERS, Movement

_PARTS = {
    "on": "/instead/moved_on",
    "into": "/instead/moved_into",
    "out_of": "/instead/out_of",
    "reason": "/instead/reason_code",
    "placed_by": "/instead/placed_by",
}


def said_instead(correction: MovementCorrection, wrong: Movement) -> Movement:
    """The line that takes the place of the wrong one."""
    meant = correction.instead
    if meant is None:
        return Movement(wrong.on, LedgerReason.WITHDRAWN, None, None)
    return Movement(meant.moved_on, meant.reason_code, meant.out_of, meant.moved_into, meant.placed_by)


def transfer_reason(correction: MovementCorrection) -> TransferReason | None:
    """Why the person was moved on, as the correction has it."""
    return correction.instead.transfer_reason_code if correction.instead else None


def ends_faults(meant: MovementAsItWas) -> list[FieldError]:
    """Why the two ends of a movement, or what is said beside them, do not go with its reason; nothing when they do."""
    reason, away = meant.reason_code, isinstance(meant.reason_code, AbsenceReason)
    comes_in = isinstance(reason, ReceptionReason) or (away and meant.moved_into is not None)
    goes_out = isinstance(reason, ReleaseReason) or reason in TRANSFERS or (away and meant.moved_into is None)
    ends = (("/instead/out_of", meant.out_of, goes_out), ("/instead/moved_into", meant.moved_into, comes_in))
    missing = [FieldError(pointer=at, code="missing", message="A movement for this reason has this end.")
               for at, given, wanted in ends if wanted and given is None]  # fmt: skip
    spare = [FieldError(pointer=at, code="not_for_this_reason", message="A movement for this reason does not have this end.")
             for at, given, wanted in ends if given is not None and not wanted]  # fmt: skip
    return [*missing, *spare, *_facts_faults(meant)]


def _facts_faults(meant: MovementAsItWas) -> Iterator[FieldError]:
    kind = Movement(meant.moved_on, meant.reason_code, meant.out_of, meant.moved_into).kind
    if meant.transfer_reason_code is not None and kind is not MovementKind.TRANSFER:
        message = "Only a transfer has a reason of this kind."
        yield FieldError(pointer="/instead/transfer_reason_code", code="not_a_transfer", message=message)
    if meant.placed_by is not None and kind not in {MovementKind.ADMISSION, MovementKind.TRANSFER}:
        message = "Only whoever is received has a place that somebody bought."
        yield FieldError(pointer="/instead/placed_by", code="not_for_this_reason", message=message)


def correction_faults(ledger: Sequence[Movement], at: int, said: Movement, *, born_on: date, as_at: date) -> list[FieldError]:
    """Why the line at this place may not be replaced: it does not fit itself, or another line no longer fits."""
    after = corrected(ledger, at, said)
    own = [index for index, line in enumerate(after) if line is said]
    faults = [fault for index in own for fault in line_faults(said, after[:index], born_on=born_on, as_at=as_at)]
    if any(fault.code == "before_birth" for fault in faults):
        return pointed(faults, _PARTS)
    before = {line: _faults_of(ledger, line, born_on, as_at) for line in ledger}
    broken = [line for line in after if line is not said and _faults_of(after, line, born_on, as_at) - before[line]]
    return [*pointed(faults, _PARTS), *(_broken(line) for line in broken)]


def corrected(ledger: Sequence[Movement], at: int, said: Movement) -> list[Movement]:
    """The ledger with another line in the place of one, by its days; a line withdrawn leaves none."""
    lines = [said if index == at else line for index, line in enumerate(ledger)]
    return sorted((line for line in lines if line.kind is not MovementKind.WITHDRAWAL), key=lambda line: line.on)


def _faults_of(ledger: Sequence[Movement], line: Movement, born_on: date, as_at: date) -> set[Fault]:
    index = next(index for index, each in enumerate(ledger) if each is line)
    return set(line_faults(line, ledger[:index], born_on=born_on, as_at=as_at))


def _broken(line: Movement) -> FieldError:
    message = f"The movement of {line.on.isoformat()} ({line.reason}) would no longer fit: correct that line first."
    return FieldError(pointer="/instead", code="contradicts_another_line", message=message)
