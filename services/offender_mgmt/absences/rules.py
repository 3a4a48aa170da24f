"""Who may go out for a while, and who can come back."""

from collections.abc import Sequence
from datetime import date

from noms.contracts.offender_mgmt.absences import Absence, Return
from noms.contracts.offender_mgmt.whereabouts import AbsenceReason
from noms.contracts.problems import FieldError
from services.offender_mgmt.custody.rules import pointed
from services.offender_mgmt.movement_checks.rules import line_faults
from services.offender_mgmt.movements.rules import Movement

_OF_ABSENCE = {"on": "/left_on", "out_of": "/establishment_code", "reason": "/reason_code"}
_OF_RETURN = {"on": "/returned_on", "into": "/establishment_code", "reason": "/establishment_code"}


def gone_out(absence: Absence) -> Movement:
    """The line of the ledger that an absence makes."""
    return Movement(absence.left_on, absence.reason_code, absence.establishment_code, None)


def come_back(back: Return, ledger: Sequence[Movement]) -> Movement:
    """The line of the ledger that a return makes: it ends the absence for the reason for which that began."""
    reason = ledger[-1].reason if ledger else None
    return Movement(back.returned_on, reason if isinstance(reason, AbsenceReason) else AbsenceReason.COURT, None,
                    back.establishment_code)  # fmt: skip


def absence_faults(absence: Absence, ledger: Sequence[Movement], *, as_at: date) -> list[FieldError]:
    """Why nobody can have gone out like this: from another prison, from an absence, or on a day that does not fit."""
    return pointed(line_faults(gone_out(absence), ledger, born_on=absence.left_on, as_at=as_at), _OF_ABSENCE)


def return_faults(back: Return, ledger: Sequence[Movement], *, as_at: date) -> list[FieldError]:
    """Why nobody can have come back like this: they were not out, or out of another prison."""
    return pointed(line_faults(come_back(back, ledger), ledger, born_on=back.returned_on, as_at=as_at), _OF_RETURN)
