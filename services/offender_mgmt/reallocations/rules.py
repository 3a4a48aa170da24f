"""Which colleague takes which case, and why an officer's cases cannot be passed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from noms.contracts.offender_mgmt.reallocations import Reallocation
from noms.contracts.problems import FieldError


@dataclass(frozen=True, slots=True)
class CaseHeld:
    """A case of the officer who leaves, and what it weighs."""

    crn: str
    starts_on: date
    points: int


def spread(cases: Sequence[CaseHeld], colleagues: Sequence[str]) -> dict[str, str]:
    """The new officer of each case: the heaviest first, each to whoever has been given least, then in the order named."""
    given = dict.fromkeys(colleagues, 0)
    taken: dict[str, str] = {}
    for case in sorted(cases, key=lambda case: (-case.points, case.crn)):
        officer = min(given, key=lambda code: given[code])
        given[officer] += case.points
        taken[case.crn] = officer
    return taken


def reallocation_faults(officer_code: str, asked: Reallocation, cases: Sequence[CaseHeld], *, as_at: date) -> list[FieldError]:
    """Why the cases cannot be passed on like this; each case that stands in the way is named."""
    faults: list[FieldError] = []
    if asked.starts_on > as_at:
        faults.append(FieldError(pointer="/starts_on", code="in_the_future", message="Cases are passed on from today."))
    codes = [colleague.officer_code for colleague in asked.colleagues]
    for place, code in enumerate(codes):
        pointer = f"/colleagues/{place}/officer_code"
        if code == officer_code:
            faults.append(FieldError(pointer=pointer, code="leaves", message="This is the officer who leaves."))
        if code in codes[:place]:
            faults.append(FieldError(pointer=pointer, code="named_twice", message="A colleague is named once."))
    late = [case.crn for case in cases if case.starts_on >= asked.starts_on]
    message = "The officer took this case on that day or later: "
    faults += [FieldError(pointer="/starts_on", code="before_last_allocation", message=message + crn) for crn in late]
    return faults
