"""The limits of the twelve requirements, read from the dated list, and the conditions that the Act adds to some of them."""

from collections.abc import Iterator
from datetime import date

from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.offender_mgmt.sentences import OrderKind, OrderToMake, RequirementToImpose, Term
from noms.contracts.problems import FieldError
from noms.reference.community_requirements import CommunityRequirement, community_requirement
from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.programmes import ProgrammeSetting, programme

AVAILABLE_AS = {OrderKind.COMMUNITY_ORDER: "CO", OrderKind.SUSPENDED_SENTENCE_ORDER: "SSO"}

RUNS_FOR_A_PERIOD = frozenset({"CURF", "EXCL", "RES", "MHT", "DRR", "ATR"})
"""Requirements for which the court names a period. Source: Criminal Justice Act 2003 ss.204-207, 209, 212."""

WITHIN_THE_ORDER = frozenset({"UPW", "CURF"})
"""Requirements that lie within some months of the order; the others last no longer than theirs.

Source: Criminal Justice Act 2003 ss.200(2) and 204(3); s.205(2) for exclusions.
"""

ATTENDANCE_CENTRE_UNDER = 25  # Source: Criminal Justice Act 2003 s.177(1)(l)


def faults_of_requirements(order: OrderToMake, *, born_on: date) -> tuple[FieldError, ...]:
    """Everything in the requirements that the Act does not allow, each with its place in the order.

    The limits are those of the day on which the order was made. Source: Criminal Justice Act 2003 ss.177, 190, 199-214.
    """
    if not order.requirements:
        return (FieldError(pointer="/requirements", code="missing", message="An order has at least one requirement."),)
    return tuple(
        fault.model_copy(update={"pointer": f"/requirements/{index}/{fault.pointer}"})
        for index, requirement in enumerate(order.requirements)
        for fault in _faults(order, index, requirement, born_on)
    )


def _faults(order: OrderToMake, index: int, requirement: RequirementToImpose, born_on: date) -> Iterator[FieldError]:
    try:
        limits = community_requirement(requirement.code, on=order.made_on)
    except (UnknownCode, NotInForce):
        yield FieldError(
            pointer="code", code="unknown_requirement", message="There was no such requirement on the day of the order."
        )
        return
    yield from _faults_of_availability(order, limits, index)
    yield from _faults_of_quantity(requirement, limits)
    yield from _faults_of_period(order, requirement, limits)
    yield from _faults_of_person(order, requirement, limits, born_on)
    yield from _faults_of_programme(order, requirement)


def _faults_of_availability(order: OrderToMake, limits: CommunityRequirement, index: int) -> Iterator[FieldError]:
    if AVAILABLE_AS[order.kind] not in limits.available_in:
        yield FieldError(pointer="code", code="not_for_this_order", message=f"{limits.name} is not for this kind of order.")
    earlier = {requirement.code for requirement in order.requirements[:index]}
    if limits.max_quantity is not None and limits.code in earlier:
        yield FieldError(pointer="code", code="repeated", message=f"{limits.name} stands above already.")


def _faults_of_quantity(requirement: RequirementToImpose, limits: CommunityRequirement) -> Iterator[FieldError]:
    if limits.max_quantity is None:
        return
    if requirement.quantity is None:
        yield FieldError(pointer="quantity", code="missing", message=f"{limits.name} is imposed in {limits.unit}: say how many.")
    elif not (limits.min_quantity or 1) <= requirement.quantity <= limits.max_quantity:
        yield FieldError(
            pointer="quantity",
            code="outside_limits",
            message=f"{limits.name} is {limits.min_quantity or 1} to {limits.max_quantity} {limits.unit}.",
        )


def _faults_of_period(order: OrderToMake, requirement: RequirementToImpose, limits: CommunityRequirement) -> Iterator[FieldError]:
    starts_on, ends_on = requirement.starts_on, requirement.ends_on
    if starts_on is not None and not order.made_on <= starts_on <= (ends_on or order.ends_on):
        yield FieldError(
            pointer="starts_on", code="outside_the_order", message="A requirement begins within the order and before it ends."
        )
    if ends_on is None:
        if limits.code in RUNS_FOR_A_PERIOD:
            yield FieldError(pointer="ends_on", code="missing", message=f"{limits.name} runs for a period: say when it ends.")
        return
    if not order.made_on <= ends_on <= order.ends_on:
        yield FieldError(pointer="ends_on", code="outside_the_order", message="A requirement ends within the order.")
    yield from _faults_of_months(order.made_on, starts_on or order.made_on, ends_on, limits)


def _faults_of_months(made_on: date, begins_on: date, ends_on: date, limits: CommunityRequirement) -> Iterator[FieldError]:
    """Unpaid work and curfews lie within so many months from the order; of other requirements the length is limited."""
    longest = limits.time_limit_months if limits.code != "SUP" else None  # the order itself is the limit of supervision, s.213(3)
    counted_from = made_on if limits.code in WITHIN_THE_ORDER else begins_on
    if longest is not None and ends_on > Term(months=longest).last_day(counted_from):
        origin = "from the order" if counted_from == made_on else "from its first day"
        yield FieldError(pointer="ends_on", code="too_long", message=f"{limits.name} lies within {longest} months {origin}.")
    if limits.min_months is not None and ends_on < Term(months=limits.min_months).last_day(begins_on):
        yield FieldError(pointer="ends_on", code="too_short", message=f"{limits.name} lasts at least {limits.min_months} months.")


def _faults_of_person(
    order: OrderToMake, requirement: RequirementToImpose, limits: CommunityRequirement, born_on: date
) -> Iterator[FieldError]:
    if limits.consent_required and not requirement.consented:
        yield FieldError(pointer="consented", code="consent_needed", message=f"{limits.name} needs the person's consent.")
    if limits.code == "ATTC" and age_on(order.convicted_on, born_on=born_on) >= ATTENDANCE_CENTRE_UNDER:
        yield FieldError(pointer="code", code="too_old", message=f"{limits.name} is for people under {ATTENDANCE_CENTRE_UNDER}.")


def _faults_of_programme(order: OrderToMake, requirement: RequirementToImpose) -> Iterator[FieldError]:
    named = requirement.programme_code
    if requirement.code != "PROG":
        if named is not None:
            yield FieldError(pointer="programme_code", code="not_for_this_requirement", message="Only PROG names a programme.")
    elif named is None:
        yield FieldError(pointer="programme_code", code="missing", message="The order names the accredited programme.")
    elif not _accredited_in_the_community(named, order.made_on):
        yield FieldError(
            pointer="programme_code",
            code="not_accredited",
            message="No accredited programme with this code ran in the community on the day of the order.",
        )


def _accredited_in_the_community(code: str, day: date) -> bool:
    try:
        named = programme(code)
    except UnknownCode:
        return False
    return named.setting is not ProgrammeSetting.CUSTODY and named.possibly_offered_on(day)
