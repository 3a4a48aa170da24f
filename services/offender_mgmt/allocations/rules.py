"""By when a case must be given to an officer, and who may take it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from noms.calendar import working_days_after
from noms.contracts.offender_mgmt.allocations import (
    CaseAdministratorAllocation,
    KeyWorkerAllocation,
    NewAllocation,
    OffenderManagerAllocation,
    OffenderSupervisorAllocation,
    OfficerRole,
)
from noms.contracts.problems import FieldError
from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.national_standards import StandardUnit, load_national_standards_2007
from noms.reference.probation_areas import probation_area_on

STANDARDS_2007_FROM = date(2007, 1, 1)  # House rule: 0062 (the sources give the year, not the day)
STANDARDS_2007_UNTIL = date(2011, 4, 4)  # Source: ministerial statement of 5 April 2011 (new standards, without time limits)

STANDARD_OF_ROLE = {
    OfficerRole.OFFENDER_MANAGER: "allocate_offender_manager",
    OfficerRole.OFFENDER_SUPERVISOR: "allocate_offender_supervisor",
}
"""The item of the National Standards 2007 that sets the time for each officer. None sets one for the other two roles."""

NEED_A_SUCCESSOR = frozenset({OfficerRole.OFFENDER_MANAGER, OfficerRole.OFFENDER_SUPERVISOR})
"""The roles that only a successor ends: no day of a sentence is without one who is responsible."""


@dataclass(frozen=True)
class Duty:
    """Something that must be done by a day, and where that is laid down."""

    due_by: date
    source: str


@dataclass(frozen=True)
class Holder:
    """The officer who has the case in a role now."""

    officer_code: str
    starts_on: date


@dataclass(frozen=True)
class Whereabouts:
    """The establishment where the person is held now, and since when."""

    establishment_code: str
    received_on: date


def allocation_duty(role: OfficerRole, tier: int | None, *, counted_from: date) -> Duty | None:
    """By when the case must have an officer, counted from sentence or release; absent where no time limit was in force.

    For a case without a tier yet the shortest time of any tier counts.
    """
    if not STANDARDS_2007_FROM <= counted_from <= STANDARDS_2007_UNTIL:
        return None
    standards = [
        row
        for row in load_national_standards_2007()
        if row.item == STANDARD_OF_ROLE.get(role)
        and row.unit is StandardUnit.WORKING_DAYS
        and (tier is None or row.applies_to(str(tier)))
    ]
    strictest = min(standards, key=lambda row: row.value, default=None)
    if strictest is None:
        return None
    return Duty(working_days_after(counted_from, strictest.value), strictest.source)


def in_time(starts_on: date, due_by: date | None) -> bool | None:
    """Whether an allocation began by the day that was set; absent where none was."""
    return None if due_by is None else starts_on <= due_by


def allocation_faults(
    allocation: NewAllocation, *, holder: Holder | None, held: Whereabouts | None, born_on: date, as_at: date
) -> list[FieldError]:
    """Why the officer may not take the case; nothing when the officer may."""
    return [
        *_day_faults(allocation.starts_on, holder, born_on, as_at),
        *_holder_faults(allocation.officer_code, holder),
        *_place_faults(allocation, held),
    ]


def sides(new: OffenderManagerAllocation, *, had_by: str | None) -> frozenset[str]:
    """The trusts and boards for all of which one must act to name this offender manager without a transfer.

    A trust or board that has ended can be asked for nothing any more.
    """
    return frozenset(side for side in (new.provider, had_by) if side is not None and _in_force(side, new.starts_on))


def _in_force(provider: str, on: date) -> bool:
    try:
        probation_area_on(provider, on)
    except (UnknownCode, NotInForce):
        return False
    return True


def ending_faults(role: OfficerRole, starts_on: date, ended_on: date | None, ends_on: date, *, as_at: date) -> list[FieldError]:
    """Why an officer's time may not end on this day without a successor; nothing when it may."""
    faults: list[FieldError] = []
    if role in NEED_A_SUCCESSOR:
        message = "Only the next officer of this role ends the time of the one before: allocate the next."
        faults.append(FieldError(pointer="", code="needs_a_successor", message=message))
    if ended_on is not None:
        faults.append(FieldError(pointer="", code="ended_already", message="The officer's time has ended."))
    if ends_on <= starts_on:
        faults.append(FieldError(pointer="/ends_on", code="before_start", message=f"It began on {starts_on}."))
    if ends_on > as_at:
        faults.append(FieldError(pointer="/ends_on", code="in_the_future", message="An ending is recorded when it has come."))
    return faults


def _place_faults(allocation: NewAllocation, held: Whereabouts | None) -> Iterator[FieldError]:
    if isinstance(allocation, OffenderManagerAllocation | CaseAdministratorAllocation):
        return _provider_faults(allocation.provider, allocation.starts_on)
    if isinstance(allocation, KeyWorkerAllocation) and allocation.establishment_code is None:
        return iter(())
    return _establishment_faults(allocation, held)


def _day_faults(starts_on: date, holder: Holder | None, born_on: date, as_at: date) -> Iterator[FieldError]:
    if starts_on > as_at:
        yield FieldError(pointer="/starts_on", code="in_the_future", message="A case is allocated from today or an earlier day.")
    if starts_on < born_on:
        yield FieldError(pointer="/starts_on", code="before_birth", message="The person was not born on that day.")
    if holder is not None and starts_on <= holder.starts_on:
        message = "The officer before took over on that day or later."
        yield FieldError(pointer="/starts_on", code="before_last_allocation", message=message)


def _holder_faults(officer_code: str, holder: Holder | None) -> Iterator[FieldError]:
    if holder is not None and holder.officer_code == officer_code:
        yield FieldError(pointer="/officer_code", code="has_the_case", message="This officer has the case already.")


def _establishment_faults(
    allocation: OffenderSupervisorAllocation | KeyWorkerAllocation, held: Whereabouts | None
) -> Iterator[FieldError]:
    if held is None or allocation.establishment_code != held.establishment_code:
        message = "Whoever works in an establishment works in the one where the person is."
        yield FieldError(pointer="/establishment_code", code="not_in_that_establishment", message=message)
    elif allocation.starts_on < held.received_on:
        message = f"The person was received there on {held.received_on}."
        yield FieldError(pointer="/starts_on", code="before_reception", message=message)


def _provider_faults(provider: str, on: date) -> Iterator[FieldError]:
    try:
        probation_area_on(provider, on)
    except UnknownCode:
        yield FieldError(pointer="/provider", code="unknown_provider", message="There is no such trust or board.")
    except NotInForce:
        yield FieldError(pointer="/provider", code="provider_not_in_force", message="It did not exist on that day.")
