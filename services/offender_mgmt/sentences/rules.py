"""Whether the court could make this order: its dates, the person's age, its length, and what it suspends."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from noms.contracts.offender_mgmt.key_dates import MOST_SENTENCES
from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.offender_mgmt.sentences import Court, OrderKind, OrderToMake, SuspendedTerm, Term
from noms.contracts.problems import FieldError
from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.probation_areas import probation_area_on

CJA_2003_SENTENCING_FROM = date(2005, 4, 4)  # Source: SI 2005/950 art. 2(1), for offences committed on or after the day

LONGEST_COMMUNITY_ORDER = Term(months=36)  # Source: Criminal Justice Act 2003 s.177(5)

SHORTEST_SUSPENDED_TERM_DAYS = 14  # Source: Criminal Justice Act 2003 s.189(1) as modified by SI 2005/643 art. 2(2)(a)
LONGEST_SUSPENDED_TERM = {  # Source: Criminal Justice Act 2003 s.189(1) as modified by SI 2005/643 art. 2(2)(a)
    Court.CROWN_COURT: Term(months=12),
    Court.MAGISTRATES_COURT: Term(months=6),
}
SHORTEST_SUSPENSION = Term(months=6)  # Source: Criminal Justice Act 2003 s.189(3)
LONGEST_SUSPENSION = Term(months=24)  # Source: Criminal Justice Act 2003 s.189(3)

YOUTH_REHABILITATION_ORDER_FROM = date(2009, 11, 30)  # Source: SI 2009/3074; CJIA 2008 Sch 27 para 1(1)(a), by date of offence
ADULT_AGE = 18  # Source: Criminal Justice Act 2003 s.177(1) as amended by CJIA 2008 Sch 4
YOUNGEST_BEFORE_YOUTH_ORDER = 16  # Source: Criminal Justice Act 2003 s.177(1) as enacted


def repeated_requirements(order: OrderToMake) -> tuple[FieldError, ...]:
    """The requirements that stand above already: alike in every word, or naming the same programme."""
    asked = [(said.code, said.programme_code) if said.programme_code else said for said in order.requirements]
    return tuple(
        FieldError(pointer=f"/requirements/{place}", code="repeated", message="The same requirement stands above already.")
        for place, said in enumerate(asked)
        if said in asked[:place]
    )


def faults_of_order(order: OrderToMake, *, born_on: date, as_at: date) -> tuple[FieldError, ...]:
    """Everything in the frame of the order that the Act does not allow, each with its field; none when it could be made.

    The requirements have rules of their own; both together decide.
    """
    dates = tuple(_faults_of_dates(order, as_at))
    if dates:
        return dates
    return (
        *_faults_of_provider(order),
        *_faults_of_age(order, born_on),
        *_faults_of_length(order),
        *_faults_of_suspension(order),
    )


def _faults_of_dates(order: OrderToMake, as_at: date) -> Iterator[FieldError]:
    if order.made_on > as_at:
        yield FieldError(pointer="/made_on", code="in_the_future", message="An order is recorded once the court has made it.")
    if not order.offence_committed_on <= order.convicted_on <= order.made_on:
        yield FieldError(
            pointer="/convicted_on", code="out_of_order", message="The conviction lies between the offence and the order."
        )
    if order.offence_committed_on < CJA_2003_SENTENCING_FROM:
        yield FieldError(
            pointer="/offence_committed_on",
            code="offence_before_the_act",
            message=f"These orders are for offences committed on or after {CJA_2003_SENTENCING_FROM}.",
        )
    if order.ends_on <= order.made_on:
        yield FieldError(pointer="/ends_on", code="ends_before_it_begins", message="An order ends after the day it is made.")


def _faults_of_provider(order: OrderToMake) -> Iterator[FieldError]:
    try:
        probation_area_on(order.provider, order.made_on)
    except (UnknownCode, NotInForce):
        yield FieldError(
            pointer="/provider", code="unknown_provider", message="No trust or board had this code on the day of the order."
        )


def _faults_of_age(order: OrderToMake, born_on: date) -> Iterator[FieldError]:
    if order.offence_committed_on < born_on:
        yield FieldError(pointer="/offence_committed_on", code="before_birth", message="The person was not born on that day.")
    before_youth_order = order.offence_committed_on < YOUTH_REHABILITATION_ORDER_FROM
    suspended = order.kind is OrderKind.SUSPENDED_SENTENCE_ORDER
    youngest = YOUNGEST_BEFORE_YOUTH_ORDER if before_youth_order and not suspended else ADULT_AGE
    if age_on(order.convicted_on, born_on=born_on) < youngest:
        yield FieldError(
            pointer="/convicted_on",
            code="too_young_for_the_order",
            message=f"This order is for people aged {youngest} or over when convicted.",
        )


def _faults_of_length(order: OrderToMake) -> Iterator[FieldError]:
    if order.kind is not OrderKind.COMMUNITY_ORDER:
        return
    if order.ends_on > LONGEST_COMMUNITY_ORDER.last_day(order.made_on + timedelta(days=1)):
        yield FieldError(
            pointer="/ends_on",
            code="longer_than_the_act_allows",
            message=f"A community order ends not more than {LONGEST_COMMUNITY_ORDER.months} months after its date.",
        )


def _faults_of_suspension(order: OrderToMake) -> Iterator[FieldError]:
    if order.kind is OrderKind.COMMUNITY_ORDER:
        if order.suspended is not None:
            yield FieldError(pointer="/suspended", code="not_for_this_order", message="A community order suspends no custody.")
    elif order.suspended is None:
        yield FieldError(
            pointer="/suspended", code="missing", message="A suspended sentence order names its custody and operational period."
        )
    else:
        yield from _faults_of_suspended_custody(order, order.suspended)
        yield from _faults_of_suspension_periods(order, order.suspended)


def _faults_of_suspended_custody(order: OrderToMake, suspended: SuspendedTerm) -> Iterator[FieldError]:
    pointer, longest = "/suspended/custodial_term", LONGEST_SUSPENDED_TERM[order.court]
    last_day = suspended.custodial_term.last_day(order.made_on)
    if (last_day - order.made_on).days + 1 < SHORTEST_SUSPENDED_TERM_DAYS:
        yield FieldError(
            pointer=pointer,
            code="shorter_than_the_act_allows",
            message=f"Suspended custody is at least {SHORTEST_SUSPENDED_TERM_DAYS} days.",
        )
    if last_day > longest.last_day(order.made_on):
        yield FieldError(
            pointer=pointer,
            code="longer_than_the_act_allows",
            message=f"This court suspends custody of not more than {longest.months} months.",
        )


def _faults_of_suspension_periods(order: OrderToMake, suspended: SuspendedTerm) -> Iterator[FieldError]:
    shortest, longest = SHORTEST_SUSPENSION.last_day(order.made_on), LONGEST_SUSPENSION.last_day(order.made_on)
    operational_pointer = "/suspended/operational_period_ends_on"
    for pointer, ends_on in (("/ends_on", order.ends_on), (operational_pointer, suspended.operational_period_ends_on)):
        if not shortest <= ends_on <= longest:
            yield FieldError(
                pointer=pointer,
                code="outside_the_period_of_the_act",
                message=f"This period is {SHORTEST_SUSPENSION.months} to {LONGEST_SUSPENSION.months} months from the order.",
            )
    if order.ends_on > suspended.operational_period_ends_on:
        yield FieldError(
            pointer="/ends_on",
            code="supervision_outlasts_operational_period",
            message="The supervision period must not end later than the operational period.",
        )


def faults_of_links(own: UUID | None, ahead: Sequence[UUID], on_record: Mapping[UUID, Sequence[UUID]]) -> tuple[FieldError, ...]:
    """Why a sentence cannot follow those named: each must be the person's own, and none may lead back to the sentence itself."""
    if own is None and len(on_record) >= MOST_SENTENCES:
        message = f"No more than {MOST_SENTENCES} custodial sentences stand on a record."
        return (FieldError(pointer="/consecutive_to", code="too_many", message=message),)
    return tuple(
        FieldError(pointer=f"/consecutive_to/{place}", code=code, message=message)
        for place, one in enumerate(ahead)
        for code, message in _faults_of_link(own, one, ahead[:place], on_record)
    )


def _faults_of_link(
    own: UUID | None, one: UUID, above: Sequence[UUID], on_record: Mapping[UUID, Sequence[UUID]]
) -> Iterator[tuple[str, str]]:
    if one in above:
        yield "repeated", "The same sentence stands above already."
    elif one == own:
        yield "follows_itself", "A sentence cannot follow itself."
    elif one not in on_record:
        yield "unknown_sentence", "The person has no such sentence on record."
    elif own in _all_ahead(one, on_record):
        yield "circle", "That sentence follows this one already."


def _all_ahead(start: UUID, on_record: Mapping[UUID, Sequence[UUID]]) -> set[UUID]:
    seen: set[UUID] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(on_record.get(one, ()))
    return seen


def faults_of_appearance(found: tuple[str, date] | None, passed: tuple[Court, date]) -> tuple[FieldError, ...]:
    """Why what was passed cannot have been passed at the appearance named: the court and the day have to be the same."""
    if found is None:
        return (FieldError(pointer="/appearance_id", code="unknown_appearance", message="The person has no such appearance."),)
    if found != passed:
        message = "That appearance was before another court or on another day."
        return (FieldError(pointer="/appearance_id", code="another_appearance", message=message),)
    return ()
