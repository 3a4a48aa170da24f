"""The outcomes of an appointment or session, and whether each counts as a failure to comply."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.reading import Row, Sourced, read_list


class CountsAsFailure(StrEnum):
    """Whether an outcome counts towards enforcement."""

    YES = "Y"
    NO = "N"
    PENDING = "PENDING"
    """Not yet: the officer has still to judge the explanation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceReason(Sourced):
    """One outcome code. A flag is absent where the code does not decide it."""

    code: str
    description: str
    attended: bool | None
    complied: bool | None
    acceptable: bool | None
    counts_as_failure: CountsAsFailure
    evidence_expected: bool


@cache
def load_absence_reasons() -> tuple[AbsenceReason, ...]:
    """Every outcome code."""
    return read_list("absence_reasons.csv", _reason, lambda reason: reason.code)


@cache
def _by_code() -> dict[str, AbsenceReason]:
    return {reason.code: reason for reason in load_absence_reasons()}


def absence_reason(code: str) -> AbsenceReason:
    """The outcome with the code, or UnknownCode."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownCode("absence reasons", code) from None


def _reason(row: Row) -> AbsenceReason:
    return AbsenceReason(
        code=row.text("code"),
        description=row.text("description"),
        attended=row.optional_yes_no("attended"),
        complied=row.optional_yes_no("complied"),
        acceptable=row.optional_yes_no("acceptable"),
        counts_as_failure=row.choice("counts_as_failure", CountsAsFailure),
        evidence_expected=row.yes_no("evidence_expected"),
        source=row.text("source"),
    )
